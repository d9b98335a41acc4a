"""Why a word on a change set was not taken, beside what `watchlist.errors` names for every second pair of eyes."""

from __future__ import annotations

from watchlist.engine.errors import WatchlistError


class TakeItUpFirst(WatchlistError):
    """What a machine proposed is decided on once a person has taken it up."""


class DecideOnTheLatest(WatchlistError):
    """There is a later revision, or a later change set of the same source."""


class CheckTheRecord(WatchlistError):
    """The changes of a revision are not those that its digest was made of: somebody must find out why."""
