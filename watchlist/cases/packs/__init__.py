"""Filing packs: what a form or a record of the law asks, filled in from a case as far as the case knows it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
