"""The searchable store of structures: what is held, found by identity, by part and by resemblance."""
