"""The command `precursor-watchlist`: the engine at a keyboard, without a service. What it shares with `manage.py`."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
