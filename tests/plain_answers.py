"""Answers as plain values, as whoever reads the JSON of the contract has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from watchlist.engine.answer import Answer
from watchlist.engine.answer_codec import as_mapping, decode
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.screenings import pipeline


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """The records of one answer, in the contract's order."""

    coverage: dict[str, Any]
    lines: list[dict[str, Any]]
    summary: dict[str, Any]

    @classmethod
    def of(cls, answer: Answer) -> PlainAnswer:
        """Return an answer as plain values."""
        return cls(as_mapping(answer.coverage), list(map(as_mapping, answer.lines)), as_mapping(answer.summary))

    @property
    def typed(self) -> Answer:
        """Return the answer that these values are. Raises `RecordUnreadable`."""
        return Answer.from_records(map(decode, self.records()))

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the coverage, every line in the file's order, and the summary."""
        yield self.coverage
        yield from self.lines
        yield self.summary


def screen(manifest: DeclaredManifest, question: Question, today: date | None = None) -> PlainAnswer:
    """Return what the service answers, as plain values."""
    return PlainAnswer.of(pipeline.screen(manifest, question, today))


def stream(manifest: DeclaredManifest, question: Question, today: date | None = None) -> Iterator[dict[str, Any]]:
    """Yield the records that the service answers, as plain values."""
    yield from map(as_mapping, pipeline.stream(manifest, question, today))
