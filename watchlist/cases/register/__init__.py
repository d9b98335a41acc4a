"""The inspector's register: what was stored of each listed substance, by party and period, and what came of it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
