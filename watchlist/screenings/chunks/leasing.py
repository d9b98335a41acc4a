"""The chunks of one file, as the parts of long work that they are."""

from __future__ import annotations

from uuid import UUID

from watchlist.engine.errors import WatchlistError
from watchlist.jobs import LeasedPart, PartQuerySet
from watchlist.screenings.chunks.models import Share

LeasedChunk = LeasedPart[Share]


class FileNotScreened(WatchlistError):
    """The file cannot be read, or not be screened to its end: another must be sent."""


def chunks_of(screening: UUID) -> PartQuerySet:
    """Return the chunks of a file, by its screening."""
    return Share.objects.filter(screening=screening)
