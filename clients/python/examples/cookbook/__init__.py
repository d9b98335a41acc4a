"""The examples of docs/api.md, each done with this client. Together they do all that a shipping system needs."""
