"""The searchable store of structures: what is held, found by identity, by part and by resemblance."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
