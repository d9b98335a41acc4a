"""Errors of the domain, named by what the caller must do about them."""

from __future__ import annotations

from dataclasses import dataclass

from watchlist.problem_codes import ProblemCode


class WatchlistError(Exception):
    """Any refusal of the domain; its text is one sentence that a person can act on."""


class CorrectTheQuestion(WatchlistError):
    """The question cannot be answered as asked: an option, a date or a jurisdiction must change."""


class CorrectTheData(WatchlistError):
    """The text of the law or the change offered breaks a rule of curation; nothing was written."""


class AskForTheRight(WatchlistError):
    """The person is not active, or has not the right to what he asks for."""


class AskAnotherPerson(WatchlistError):
    """Nobody decides on what he proposed, asked for or wrote, whoever he is."""


class LookAgain(WatchlistError):
    """Somebody was quicker: it stands otherwise than when it was looked at."""


class SayWhy(WatchlistError):
    """What is asked for is given its reason: a rejection, a moved deadline, whatever departs from the plain way."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read of one line: a code of the contract, the field, and a sentence for a person."""

    code: ProblemCode
    field: str | None
    detail: str
