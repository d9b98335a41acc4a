"""Looking back: what was stored, asked again of what changed in the law, and what would now be controlled."""
