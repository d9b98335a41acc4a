"""Answers as pages, and what the service holds beside them, as files: the law, authorisations, look-backs."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
