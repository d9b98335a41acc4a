"""Errors of the domain, named by what the caller must do about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import override

from watchlist.problem_codes import ProblemCode

Sentence = str | Promise
"""A text, or one that is translated when it is shown."""


def _filled(sentence: Any, facts: dict[str, Any]) -> str:
    return str(sentence % facts)


filled = lazy(_filled, str)
"""A sentence with its facts by name, translated when it is shown."""


class Refusal(Exception):
    """What is refused, in one sentence that a person can act on.

    `str` of it is English, as records, programs and commands say it; `told` is in the language of the page. A number
    among the facts chooses between singular and plural; of a row its name as it was when it was refused is kept.
    """

    def __init__(self, sentence: Sentence, **facts: object) -> None:
        super().__init__(sentence)
        kept = {name: fact if isinstance(fact, str | int | Promise) else str(fact) for name, fact in facts.items()}
        self.sentence: Sentence = filled(sentence, kept) if facts else sentence

    @property
    def told(self) -> str:
        """Return the sentence in the language of whoever reads it."""
        return str(self.sentence)

    def __str__(self) -> str:
        with override(None):
            return self.told


class WatchlistError(Refusal):
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
