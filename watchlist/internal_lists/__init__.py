"""House lists: what a house watches by itself, apart from the law, and shown only to those whom it says."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
