"""What a printed row says: the head of its name, its other names, and the forms to which its words reach.

"4-Piperidone (piperidin-4-one), its salts and derivatives" and "4-Piperidone and its salts" have one head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from chemistry import normalise_name
from watchlist.engine.law import NameTarget
from watchlist.list_updates.published import csv_rows, one_line

HERE: Final = Path(__file__).parent
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
        is_letter = text[at].isascii() and text[at].isalnum()
        if named and not is_letter and _ends(text, at, closes):
            return text[:at].rstrip()
        close = closes.get(at)
        named = named or (close is None and not text[at].isspace())
        at = at + 1 if close is None else close + 1
    return text


def _ends(text: str, at: int, closes: dict[int, int]) -> bool:
    """Say whether other names or forms begin here, and nothing else follows them."""
    while True:
        if _phrases().match(text, at):
            return True
        close = _close_behind(text, at, closes)
        if close is None:
            return False
        at = close
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
    rows = csv_rows(HERE / "head_ends.csv")
    apart = "|".join(re.escape(row["phrase"]) for row in rows if row["before"] != "nothing")
    joined = "|".join(re.escape(row["phrase"]) for row in rows if row["before"] == "nothing")
    return re.compile(rf"(?:\s*[,;:]\s*|\s+)(?:{apart})\b|\s*[,，、]?(?:{joined})", re.IGNORECASE)


def read_row(name: str, language: str) -> RowReading:
    """Return what the text of a row says: the name as printed, the rest, and how far that reaches."""
    end, closes = len(printed_head(name)), _closes(name)
    for _ in range(LONGEST_NAMES):
        close = _close_behind(name, end, closes)
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


def _close_behind(name: str, at: int, closes: Mapping[int, int]) -> int | None:
    """Return the end of a bracket that begins after the spaces at a place; None where none does and ends."""
    start = at + len(name[at:]) - len(name[at:].lstrip())
    return closes[start] + 1 if start != at and start in closes else None


@cache
def _readings() -> dict[tuple[str, str], str]:
    return {(row["language"], row["words"]): row["reach"] for row in csv_rows(HERE / "reach_words.csv")}


LEAST_LETTERS: Final = 4
"""Of a name that is read in running text. A shorter one ("P2P") is left to a person, since it is as often the name of
something else; so is a word of the language that is also a name ("ether"). What stands behind "manufacture of", until
the clause ends, is what goods are used for: the paper is not about it, unless it names it elsewhere too."""
MOST_WORDS: Final = 8
"""Of one name, as parted by spaces."""
LONGEST_TEXT: Final = 20_000
"""Characters of a text that are read."""
ENDS_A_CLAUSE: Final = (".", ";", ":")

Names = Mapping[str, Sequence[NameTarget]]


class Mention(NamedTuple):
    """Words of a text, from `start` until before `end`, and the substances of which they are a name."""

    start: int
    end: int
    substances: tuple[str, ...]


def substances_named(names: Names, *texts: str) -> tuple[str, ...]:
    """Return the keys of the substances that some of the texts are about, each once, in the order of their keys."""
    found: set[str] = set()
    for text in texts:
        words = text[:LONGEST_TEXT].split()
        use_positions = _use_positions(words)
        for mention in _mentions(names, words):
            if mention.start not in use_positions:  # else it is named as the use of something else
                found.update(mention.substances)
    return tuple(sorted(found))


def _use_positions(words: Sequence[str]) -> frozenset[int]:
    """Return which words say what goods are used for: those from a word of use on, until its clause ends."""
    begins, ends = _use_words("begins"), _use_words("ends")
    plain_words = ["", *(word.casefold().strip("(),;.:") for word in words), ""]
    found, is_use = set(), False
    for at, word in enumerate(words, start=1):
        is_use = is_use and plain_words[at] not in ends and f"{plain_words[at]} {plain_words[at + 1]}" not in ends
        if is_use:
            found.add(at - 1)
        is_use = is_use or plain_words[at] in begins or f"{plain_words[at - 1]} {plain_words[at]}" in begins
        is_use = is_use and not word.endswith(ENDS_A_CLAUSE)
    return frozenset(found)


def _mentions(names: Names, words: Sequence[str]) -> Iterator[Mention]:
    at = 0
    while at < len(words):
        mention = _longest_mention(names, words, at)
        if mention:
            yield mention
        at = mention.end if mention else at + 1


def _longest_mention(names: Names, words: Sequence[str], at: int) -> Mention | None:
    for end in range(min(at + MOST_WORDS, len(words)), at, -1):
        if any(word.endswith(ENDS_A_CLAUSE) for word in words[at : end - 1]):
            continue
        name = normalise_name(" ".join(words[at:end]))
        letters = re.sub(r"[^a-z]", "", name)
        if name in names and len(letters) >= LEAST_LETTERS and name not in _common_words():
            return Mention(at, end, tuple(target.substance for target in names[name]))
    return None


@cache
def _common_words() -> frozenset[str]:
    return frozenset(normalise_name(row["name"]) for row in csv_rows(HERE / "common_words.csv"))


@cache
def _use_words(part: str) -> frozenset[str]:
    return frozenset(row["words"] for row in csv_rows(HERE / "use_words.csv") if row["part"] == part)
