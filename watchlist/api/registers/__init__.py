"""Authorisations on file, and internal lists."""
