"""A name as it may be spelt: the habits of languages folded away, what is meaning kept apart from what is spelling.

Digits, signs, locants set off by a hyphen and ideographs are meaning: no typing error touches them.

The morphemes of chemical names: "ethyl" is no misspelling of "methyl", nor "-ol" of "-one".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from chemistry import normalise_name
from watchlist.engine.host import table

REMEMBERED: Final = 16_384
LETTERS: Final = "a-zа-яぁ-ヿ"
KEPT = re.compile(rf"[^{LETTERS}]")
LOCANT = re.compile(r"(?<![^\W\d_])(?:[a-z]|dl|[rs]{2})(?=['’]?[-‐‑‒–—−,])", re.IGNORECASE)
"""N-, o-, DL-, S,S-: letters that stand for a place or a hand, and only where a hyphen sets them off."""
SET_OFF: Final = 0xE000
"""Private-use characters stand for locants in a key: no name has them, and normalising keeps them."""
DOUBLED = re.compile(rf"([{LETTERS}])\1+")
LAST_VOWEL = re.compile(r"[aeo]$|e(?=[\d,])")
"""acetone, acetona, aceton."""
TEXTS_REMEMBERED: Final = 4_096
PLACES: Final = ("start", "before", "any", "end")
"""Of a name, of another morpheme, anywhere, of the letters before a digit or the end."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name folded: `key` is all of it, `kept` what no typing error touches, `segments` the letters between.

    `written` is its match key, as it was before it was folded; `size` how many letters it has, a last vowel counted.
    """

    written: str
    key: str
    kept: tuple[str, ...]
    segments: tuple[str, ...]
    size: int

    @property
    def letters(self) -> str:
        """Return the letters, which alone can be mistyped."""
        return "".join(self.segments)


@lru_cache(REMEMBERED)
def spelling(name: str) -> Spelling:
    """Return a name with the spelling habits of languages folded away."""
    set_off = LOCANT.sub(lambda locant: "".join(chr(SET_OFF + ord(c)) for c in locant[0].lower()), name)
    written = normalise_name(set_off)
    whole = folded(written)
    key = LAST_VOWEL.sub("", whole)
    return Spelling(written, key, tuple(KEPT.findall(key)), tuple(KEPT.split(key)), len(KEPT.sub("", whole)))


def folded(key: str) -> str:
    """Return a match key with the pairs of data/spellings.csv folded, and doubled letters single."""
    for written, ours in _spellings():
        key = key.replace(written, ours)
    return DOUBLED.sub(r"\1", key)


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((row["written"], row["ours"]) for row in table("identification", "spellings.csv"))


def changes_meaning(written: Spelling, listed: Spelling) -> bool:
    """Say whether two near names that keep the same digits differ by a morpheme, so that they name two chemicals.

    They do where, between the same digits, the written name comes nearer to the held one once a morpheme of its own is
    put in the place of one of the other's, is left out, or is left out of the other. What is spelt wrong within a
    morpheme does not.
    """
    for pair in zip(written.segments, listed.segments, strict=True):
        apart = OSA.distance(*pair)
        if apart and any(OSA.distance(*exchanged) < apart for exchanged in _exchanged(*pair)):
            return True
    return False


def _exchanged(written: str, listed: str) -> Iterator[tuple[str, str]]:
    """Yield both texts with a morpheme exchanged that only one of them has."""
    ours, theirs = _morphemes(written), _morphemes(listed)
    added, lacking = tuple(ours - theirs), tuple(theirs - ours)
    for morpheme in added:
        head, _, tail = written.rpartition(morpheme)
        for other in ("", *lacking):
            yield head + other + tail, listed
    for morpheme in lacking:
        head, _, tail = listed.rpartition(morpheme)
        yield written, head + tail


@lru_cache(TEXTS_REMEMBERED)
def _morphemes(text: str) -> Counter[str]:
    return Counter(_pattern().findall(text))


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds the morphemes of data/morphemes.csv in a folded name, longer ones first."""
    words: dict[str, set[str]] = {place: set() for place in PLACES}
    for row in table("identification", "morphemes.csv"):
        words[row["place"]].add(folded(normalise_name(row["morpheme"])).removesuffix("e"))
    longest_first = (sorted(words[place], key=lambda word: (-len(word), word)) for place in PLACES)
    start, prefix, anywhere, end = (f"(?:{'|'.join(morphemes)})" for morphemes in longest_first)
    return re.compile(f"^{start}|{prefix}(?={anywhere})|{anywhere}|{end}$")
