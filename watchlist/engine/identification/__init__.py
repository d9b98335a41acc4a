"""From what was declared to substances: each field on its own, then compared."""
