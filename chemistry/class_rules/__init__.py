"""Legal classes by structure: rules as data, laid on a molecule site by site, with a trace of every step."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
