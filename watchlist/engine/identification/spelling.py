"""A name as it may be spelt: the habits of languages folded away, what is meaning kept apart from what is spelling.

Digits, signs, locants set off by a hyphen and ideographs are meaning: no typing error touches them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from chemistry.nomenclature import normalise_name

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
    with (files("watchlist.engine.identification") / "data" / "spellings.csv").open(encoding="utf-8") as lines:
        return tuple((row["written"], row["ours"]) for row in csv.DictReader(lines))
