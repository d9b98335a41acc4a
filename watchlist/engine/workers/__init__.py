"""Child processes for work that may hang, eat memory or crash: RDKit's C++ hears neither signals nor time-outs."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
