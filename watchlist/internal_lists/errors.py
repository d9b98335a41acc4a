"""What is refused of a file of entries, each refusal with the facts that a program acts on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from watchlist.engine.errors import CorrectTheData

MOST_NAMED: Final = 20
"""Rows named in one refusal."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """The line of a file on which an entry stands, counted from one, and the sentence that says what is wrong there."""

    line: int
    sentence: str


class EntriesRefused(CorrectTheData):
    """Entries of a file break rules; `rows` are all of them, of which the sentence names the first."""

    def __init__(self, rows: Sequence[RefusedRow]) -> None:
        more = f" ({len(rows) - MOST_NAMED} more)" if len(rows) > MOST_NAMED else ""
        super().__init__("; ".join(row.sentence for row in rows[:MOST_NAMED]) + more)
        self.rows = tuple(rows)


class ListWouldShrink(CorrectTheData):
    """More than half of the entries would go: whoever means that says so."""
