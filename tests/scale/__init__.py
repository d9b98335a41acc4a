"""The service at the size of a national customs office: what is generated is measured, and never committed."""
