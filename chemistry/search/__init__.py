"""Structures searched by identity, by part and by resemblance, in this process or in a database."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
