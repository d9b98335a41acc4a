"""The dossier of a case: one signed file, and its pages, that an inspector checks without this service."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
