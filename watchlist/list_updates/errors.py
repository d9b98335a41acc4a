"""Why an edition was not taken, which stays out of force and is said by its collection; why nothing was decided."""

from __future__ import annotations

from datetime import timedelta

from watchlist.engine.errors import WatchlistError


class ClaimReviewFirst(WatchlistError):
    """What a machine proposed is decided on once a person has taken it up."""


class DecideOnTheLatest(WatchlistError):
    """There is a later revision, or a later change set of the same source."""


class CheckTheRecord(WatchlistError):
    """The changes of a revision are not those that its digest was made of: somebody must find out why."""


class CollectionFailed(WatchlistError):
    """Nothing was taken from a source; `code` is one of the outcome's codes, `wait` how long the publisher asks for."""

    code: str = "failed"

    def __init__(self, detail: str, wait: timedelta | None = None) -> None:
        super().__init__(detail)
        self.wait = wait


class NotReached(CollectionFailed):
    """No connection, no answer in time, or one that ended early: it is tried again later."""

    code = "not_reached"


class AskedToWait(CollectionFailed):
    """The publisher answered 429 or 503: they are not asked again before the time that they named."""

    code = "asked_to_wait"


class RequestRefused(CollectionFailed):
    """The publisher answered with an error, or a redirect to another site: the address must be looked at."""

    code = "refused"


class NotTheDocument(CollectionFailed):
    """What came is not what was asked for: another content type, another act, another language, an older edition."""

    code = "not_the_document"


class LayoutChanged(CollectionFailed):
    """An element that is neither handled nor ignored by name: the connector must learn it before it reads on."""

    code = "layout_changed"


class ListEmptied(CollectionFailed):
    """A list without rows: an empty list is never an edition."""

    code = "emptied"


class NotNow(WatchlistError):
    """The source was not asked: it is left alone, or the publisher asked us to come back later."""


class BeingCollected(NotNow):
    """Another process looks at the source; it has the lease."""
