"""Lists as they are published: followed, read strictly, compared, and brought into the law by two people."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
