"""Why an act on a change set is refused; what every review by a second person refuses is in `watchlist.errors`."""

from __future__ import annotations

from watchlist.engine.errors import WatchlistError


class ClaimReviewFirst(WatchlistError):
    """What a machine proposed is decided on once a person has taken it up."""


class DecideOnTheLatest(WatchlistError):
    """There is a later revision, or a later change set of the same source."""


class CheckTheRecord(WatchlistError):
    """The changes of a revision are not those that its digest was made of: somebody must find out why."""
