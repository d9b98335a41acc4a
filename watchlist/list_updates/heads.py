"""What a printed row says: the head of its name, its other names, and the forms to which its words reach.

"4-Piperidone (piperidin-4-one), its salts and derivatives" and "4-Piperidone and its salts" have one head.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from chemistry import normalise_name
from watchlist.list_updates.published import one_line

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


LONGEST: Final = 1_000
"""Characters of a name within which its head is looked for."""
ENDS: Final = Path(__file__).with_name("head_ends.csv")
OPENING: Final = "([{（［"
CLOSING: Final = ")]}）］"
TRAILING: Final = " .:;*†"


def head_key(name: str) -> str:
    """Return the match key of the head of a printed name; that of the whole name where it has no other end."""
    return normalise_name(printed_head(name))


@lru_cache(4096)
def printed_head(name: str) -> str:
    """Return the name up to its first bracket of other names, or to a phrase of `head_ends.csv` outside of brackets.

    A bracket is of other names where it stands apart, after a word, and nothing but such a phrase or another follows:
    "(E)-anethole", "butyl (2E)-but-2-enoate" and "methyl (phenyl) acetate" go on behind theirs.
    """
    text = one_line(name[:LONGEST]).rstrip(TRAILING)
    closes = _closes(text)
    named, at = False, 0
    while at < len(text):
        # An end begins with a space or a sign, or in a script that writes no spaces.
        if named and not _is_letter(text[at]) and _ends(text, at, closes):
            return text[:at].rstrip()
        close = closes.get(at)
        named = named or (close is None and not text[at].isspace())
        at = at + 1 if close is None else close + 1
    return text


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _ends(text: str, at: int, closes: dict[int, int]) -> bool:
    """Say whether other names or forms begin here, and nothing else follows them."""
    while True:
        if _phrases().match(text, at):
            return True
        start = at + len(text[at:]) - len(text[at:].lstrip())
        if start == at or start not in closes:
            return False
        at = closes[start] + 1
        if at == len(text):
            return True


def _closes(text: str) -> dict[int, int]:
    """Return where each outer bracket that is closed ends, by where it opens."""
    closes: dict[int, int] = {}
    open_at: list[int] = []
    for at, character in enumerate(text):
        if character in OPENING:
            open_at.append(at)
        elif character in CLOSING and open_at:
            closes[open_at.pop()] = at
    return closes


@cache
def _phrases() -> re.Pattern[str]:
    with ENDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    apart = "|".join(re.escape(row["phrase"]) for row in rows if row["before"] != "nothing")
    joined = "|".join(re.escape(row["phrase"]) for row in rows if row["before"] == "nothing")
    return re.compile(rf"(?:\s*[,;:]\s*|\s+)(?:{apart})\b|\s*[,，、]?(?:{joined})", re.IGNORECASE)


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
