"""Structures, registry numbers and chemical names: pure functions over RDKit and the standard library."""
