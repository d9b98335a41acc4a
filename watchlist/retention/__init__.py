"""Retention: what is stored is purged once every period of law is over, and no legal hold is on it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
