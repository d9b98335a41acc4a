"""The morphemes of chemical names: "ethyl" is no misspelling of "methyl", nor "-ol" of "-one"."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz.distance import OSA

from chemistry.nomenclature import normalise_name
from watchlist.engine.identification.spelling import Spelling, folded

REMEMBERED: Final = 4_096
PLACES: Final = ("start", "before", "any", "end")
"""Of a name, of another morpheme, anywhere, of the letters before a digit or the end."""


def changes_meaning(written: Spelling, listed: Spelling) -> bool:
    """Say whether two near names that keep the same digits differ by a morpheme, so that they name two chemicals.

    They do where, between the same digits, the written name comes nearer to the held one once a morpheme of its own is
    put in the place of one of the other's, is left out, or is left out of the other. What is spelt wrong within a
    morpheme does not.
    """
    return any(_changes(ours, theirs) for ours, theirs in zip(written.segments, listed.segments, strict=True))


def _changes(written: str, listed: str) -> bool:
    apart = OSA.distance(written, listed)
    return apart > 0 and any(OSA.distance(ours, theirs) < apart for ours, theirs in _exchanged(written, listed))


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


@lru_cache(REMEMBERED)
def _morphemes(text: str) -> Counter[str]:
    return Counter(_pattern().findall(text))


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds the morphemes of data/morphemes.csv in a folded name, longer ones first."""
    words: dict[str, set[str]] = {place: set() for place in PLACES}
    with (files("watchlist.engine.identification") / "data" / "morphemes.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            words[row["place"]].add(folded(normalise_name(row["morpheme"])).removesuffix("e"))
    start, prefix, anywhere, end = (_alternation(words[place]) for place in PLACES)
    return re.compile(f"^{start}|{prefix}(?={anywhere})|{anywhere}|{end}$")


def _alternation(words: set[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"
