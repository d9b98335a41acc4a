"""What the engine refuses, named by what the caller must do about it."""

from __future__ import annotations

from dataclasses import dataclass

from watchlist.engine.problem_codes import ProblemCode
from watchlist.engine.texts import Sentence, filled, in_english


class Refusal(Exception):
    """What is refused, in one sentence that a person can act on.

    `str` of it is English, as records, programs and commands say it; `message` is in the language of the page. A number
    among the facts chooses between singular and plural; of a row its name as it was when it was refused is kept.
    """

    def __init__(self, sentence: Sentence, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence: Sentence = filled(sentence, facts) if facts else sentence

    @property
    def message(self) -> str:
        """Return the sentence in the language of whoever reads it."""
        return str(self.sentence)

    def __str__(self) -> str:
        with in_english():
            return self.message


class WatchlistError(Refusal):
    """Any refusal of the domain; its text is one sentence that a person can act on."""


class CorrectTheQuestion(WatchlistError):
    """The question cannot be answered as asked: an option, a date or a jurisdiction must change."""


class CorrectTheData(WatchlistError):
    """The text of the law or the change offered breaks a rule of curation; nothing was written."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What could not be read of one line: a code of the contract, the field, and a sentence for a person."""

    code: ProblemCode
    field: str | None
    detail: str
