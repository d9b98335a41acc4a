"""How the service is run: what is logged, counted and answered of every call, and whether it is ready for one."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
