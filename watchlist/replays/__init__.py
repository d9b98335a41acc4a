"""Replays of long screenings: asked again by a job, and what differed kept for a week."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
