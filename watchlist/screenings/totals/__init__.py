"""Running totals: what each party has of each substance, moved by the transaction that changes what counts."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
