"""The law: who lists what, since when, how far it reaches, under which conditions, and since when we know."""
