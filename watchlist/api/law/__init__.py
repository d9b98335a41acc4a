"""The law as held: lists and what differs between two, changes, classes, horizon, grounds."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
