"""My desk: what needs its reader now, what waits for a second officer, and search over everything."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
