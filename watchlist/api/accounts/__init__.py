"""Tokens, and what they are allowed."""
