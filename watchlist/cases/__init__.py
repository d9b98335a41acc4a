"""The work on shipments: a case each, what people said of its hits, what became of it, and who was asked twice."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
