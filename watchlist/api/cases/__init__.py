"""Cases, judgements, decisions, and what waits for a second officer."""
