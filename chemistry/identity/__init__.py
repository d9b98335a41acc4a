"""Who a structure is: from text to a molecule, one way of drawing, its components and their keys."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
