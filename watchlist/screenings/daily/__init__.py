"""Counts by day: how many lines of each verdict, and findings on each list, the screenings of a day hold."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
