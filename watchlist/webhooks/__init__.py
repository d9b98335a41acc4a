"""Webhooks: who is told of what, by signed messages that are sent again until they are taken."""
