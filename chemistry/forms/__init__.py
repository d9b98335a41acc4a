"""Is a structure a listed substance, or a form of one: its salt, its hydrate, its isomer, its ester?"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
