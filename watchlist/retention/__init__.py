"""Retention: what is stored is purged once every period of law is over, and no legal hold is on it."""
