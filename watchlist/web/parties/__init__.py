"""Parties: who sends and is sent goods, each with all that is known of it."""
