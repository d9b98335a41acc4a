"""Health, metrics, and webhooks."""
