"""Which held substances a text names: exact names, by whole words, the longest first. Nothing is guessed.

A name of fewer than four letters ("P2P") is left to a person, since in running text it is as often the name of
something else; so is a word of the language that is also a name ("ether"). What stands behind "manufacture of", until
the clause ends, is what goods are used for: the paper is not about it, unless it names it elsewhere too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from chemistry import normalise_name
from watchlist.engine.law import NameTarget

LEAST_LETTERS: Final = 4
MOST_WORDS: Final = 8
"""Of one name, as parted by spaces."""
LONGEST: Final = 20_000
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
    return tuple(
        sorted({key for text in texts for mention in _mentions_outside_uses(names, text) for key in mention.substances})
    )


def _mentions_outside_uses(names: Names, text: str) -> Iterator[Mention]:
    """Yield what a text names, without what it names only as the use of something else."""
    words = text[:LONGEST].split()
    use_positions = _use_positions(words)
    return (mention for mention in _mentions(names, words) if mention.start not in use_positions)


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
        if name in names and _is_distinctive(name):
            return Mention(at, end, tuple(target.substance for target in names[name]))
    return None


def _is_distinctive(name: str) -> bool:
    return len(re.sub(r"[^a-z]", "", name)) >= LEAST_LETTERS and name not in _common_words()


@cache
def _common_words() -> frozenset[str]:
    return frozenset(normalise_name(row["name"]) for row in _rows("common_words.csv"))


@cache
def _use_words(part: str) -> frozenset[str]:
    return frozenset(row["words"] for row in _rows("use_words.csv") if row["part"] == part)


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
