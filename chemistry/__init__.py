"""Structures, registry numbers and chemical names: pure functions over RDKit and the standard library."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
