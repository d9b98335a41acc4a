"""A shipment screened at once; stored screenings and goods read and asked again."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
