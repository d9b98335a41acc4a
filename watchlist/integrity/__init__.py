"""Whether the database is as code, trail and records say: guards and constraints, rows, stored lines, files."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
