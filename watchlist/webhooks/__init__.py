"""Webhooks: signed messages about events, sent again until their receivers take them."""
