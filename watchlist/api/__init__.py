"""The REST API: the contract's records over HTTP, one module a subject."""
