"""The engine: what screens goods against the law, without Django and without a database."""
