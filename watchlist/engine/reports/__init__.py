"""An answer written as text for people and programs: its writers, and the views that pages share with them."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
