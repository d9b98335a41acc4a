"""Chemicals as identified things: structures, names and numbers, each known since an instant."""
