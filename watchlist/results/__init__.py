"""The results of a screening as files: made once for each view of them, kept beside it, and gone with it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
