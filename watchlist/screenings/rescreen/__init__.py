"""Looking back: what was stored, asked again of what changed in the law, and what would now be controlled."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
