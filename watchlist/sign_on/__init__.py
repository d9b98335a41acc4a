"""Single sign-on by OpenID Connect: the provider asked and believed, and what a person of it becomes here."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
