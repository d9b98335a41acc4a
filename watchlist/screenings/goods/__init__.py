"""What stored goods are drawn as: every distinct structure, searchable, and the items that were resolved to it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
