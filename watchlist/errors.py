"""What the service refuses beside the engine, named by what the caller must do about it."""

from __future__ import annotations

from watchlist.engine.errors import WatchlistError


class AskForTheRight(WatchlistError):
    """The person is not active, or has not the right to what they ask for."""


class AskAnotherPerson(WatchlistError):
    """Nobody decides on what they themselves proposed, asked for or wrote."""


class LookAgain(WatchlistError):
    """Somebody was quicker: it stands otherwise than when it was looked at."""


class SayWhy(WatchlistError):
    """What is asked for is given its reason: a rejection, a moved deadline, whatever departs from the plain way."""


class StartAnew(WatchlistError):
    """The database is of before the first release: nothing leads from it to this version."""
