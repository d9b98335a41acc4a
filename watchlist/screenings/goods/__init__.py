"""What stored goods are drawn as: every distinct structure, searchable, and the items that were resolved to it."""
