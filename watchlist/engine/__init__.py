"""The engine: what knows chemistry and law, and needs no database. It imports no Django, directly or indirectly."""
