"""Structures as pictures, and as files that programs of chemistry draw from."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
