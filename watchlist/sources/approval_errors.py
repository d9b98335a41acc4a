"""Why a word on a change set was not taken: each error is named by what the person must do."""

from __future__ import annotations

from watchlist.errors import WatchlistError


class AskForTheRight(WatchlistError):
    """The person is not active, or has not the right to propose or to decide."""


class AskAnotherPerson(WatchlistError):
    """Nobody decides on what he proposed or wrote, whoever he is."""


class TakeItUpFirst(WatchlistError):
    """What a machine proposed is decided on once a person has taken it up."""


class DecideOnTheLatest(WatchlistError):
    """There is a later revision, or a later change set of the same source."""


class LookAgain(WatchlistError):
    """Somebody was quicker: it was taken up, or decided, in the meantime."""


class SayWhy(WatchlistError):
    """A rejection gives its reason, and so does whoever goes on where the gates spoke."""


class CheckTheRecord(WatchlistError):
    """The changes of a revision are not those that its digest was made of: somebody must find out why."""
