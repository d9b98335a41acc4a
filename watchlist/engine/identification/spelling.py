"""A name as it may be spelt: the habits of languages folded away, what is meaning kept apart from what is spelling.

Digits, signs, locants set off by a hyphen and ideographs are meaning: no typing error touches them.

A morpheme is meaning, too: "ethyl" is no misspelling of "methyl", nor "-ol" of "-one".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from chemistry import normalise_name
from watchlist.engine.identification.morphemes import LAST_VOWEL, LETTERS, folded, morphemes_in

REMEMBERED: Final = 16_384
KEPT = re.compile(rf"[^{LETTERS}]")
LOCANT = re.compile(r"(?<![^\W\d_])(?:[a-z]|dl|[rs]{2})(?=['’]?[-‐‑‒–—−,])", re.IGNORECASE)
"""N-, o-, DL-, S,S-: letters that stand for a place or a hand, and only where a hyphen sets them off."""
SET_OFF: Final = 0xE000
"""Private-use characters stand for locants in a key: no name has them, and normalising keeps them."""


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
    ours, theirs = morphemes_in(written), morphemes_in(listed)
    added, lacking = tuple(ours - theirs), tuple(theirs - ours)
    for morpheme in added:
        head, _, tail = written.rpartition(morpheme)
        for other in ("", *lacking):
            yield head + other + tail, listed
    for morpheme in lacking:
        head, _, tail = listed.rpartition(morpheme)
        yield written, head + tail
