"""What ends the screening of a file, or one worker's part in it."""

from __future__ import annotations

from watchlist.engine.errors import WatchlistError


class FileNotScreened(WatchlistError):
    """The file cannot be read, or not be screened to its end: another must be sent."""


class ShareLost(Exception):
    """Store nothing of this share: another worker has it, or its screening is over."""
