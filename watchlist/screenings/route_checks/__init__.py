"""What people checked of the law of a country that is not held: for one shipment, or for any until a day by two."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
