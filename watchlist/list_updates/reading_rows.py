"""What a printed row says in the words of a listing: its name, and the forms to which its words reach."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from watchlist.list_updates.heads import CLOSING, OPENING, printed_head

WORDS: Final = Path(__file__).with_name("reach_words.csv")
EDGE_CHARACTERS: Final = " ,;:."
INTRODUCING: Final = ("including", "y compris", "notamment")
"""What stands before parts that are rows of their own."""
LONGEST_NAMES: Final = 12
"""Brackets of other names, and names within one, that are looked at."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """The name with its brackets of other names, the words behind it, and the forms that these reach.

    `reach` is None where the words have no reading.
    """

    printed: str
    words: str
    reach: str | None


def read_row(name: str, language: str) -> RowReading:
    """Return what the text of a row says: the name as printed, the rest, and how far that reaches."""
    end = len(printed_head(name))
    for _ in range(LONGEST_NAMES):
        close = _bracket(name, end)
        if close is None:
            break
        end = close
    words = name[end:].strip(EDGE_CHARACTERS)
    for introducing in INTRODUCING:
        words = words.removesuffix(introducing).strip(EDGE_CHARACTERS)
    return RowReading(name[:end].strip(), words, _readings().get((language, words.lower())) if words else "")


def names_in(printed: str) -> Iterator[str]:
    """Yield the names that a printed name gives: whole, its head, and what stands in its brackets."""
    yield printed
    head = printed_head(printed)
    yield head
    inner = printed[len(head) :].strip()
    if inner and inner[0] in OPENING and inner[-1] in CLOSING:
        yield inner[1:-1]
        yield from (part.strip() for part in inner[1:-1].split(";")[:LONGEST_NAMES])


def _bracket(name: str, at: int) -> int | None:
    """Return where a bracket that begins at, or after the spaces at, a place is closed; None where none begins."""
    start = at + len(name[at:]) - len(name[at:].lstrip())
    if start == at or start >= len(name) or name[start] not in OPENING:
        return None
    depth = 0
    for place in range(start, len(name)):
        depth += (name[place] in OPENING) - (name[place] in CLOSING)
        if depth == 0:
            return place + 1
    return None


@cache
def _readings() -> dict[tuple[str, str], str]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {(row["language"], row["words"]): row["reach"] for row in csv.DictReader(file)}
