"""Held names that a misspelt, scanned or garbled name may stand for: always a guess."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Final

from chemistry.data import rows
from chemistry.nomenclature import LONGEST, normalise_name
from watchlist.engine.identification.confusions import repaired
from watchlist.engine.identification.names import law_candidate
from watchlist.engine.identification.nearness import Nearness, NearSpelling, nearest
from watchlist.engine.identification.records import Candidate, in_order
from watchlist.engine.identification.spelling import spelling
from watchlist.engine.identification.wordings import Wording, readings, vague_words
from watchlist.engine.law.compiled import CompiledLaw, NameTarget

REMEMBERED: Final = 16_384
MOST_CANDIDATES: Final = 3
MOST_WORDINGS: Final = 6
TOO_MANY: Final = 4
"""Letters by which no misspelt name is longer than the longest that is held."""
MOST_PARTS: Final = 6
MOST_BEGINNING: Final = 2
SHORTEST_BEGINNING: Final = 8
"""Words, and letters, of a beginning that is read alone: a shorter one is near to too many words."""
PART = re.compile(r"[;/|]|,\s|\s(?:in|and|with|containing|contains|\+|&)\s", re.IGNORECASE)
INVERTED = re.compile(r"-\s*$|^\s*[\d(]")
"""Part of a name written backwards ("toluene, 4-chloro-"), which names no second chemical."""


class FuzzyNames:
    """Finds the held names nearest to a written one, under one compiled law; build it once a law.

    Abbreviations are not compared: with another letter they are another abbreviation. data/neighbours.csv holds names
    of other chemicals that lie near to held ones: what is nearer to one of them is no held name misspelt.
    """

    def __init__(self, law: CompiledLaw) -> None:
        self._law = law
        self._targets = [targets for targets in law.names.values() if targets[0].kind != "abbreviation"]
        self._starts: dict[str, tuple[Candidate, ...]] = {}
        self._longest = max(map(len, law.names), default=0) + TOO_MANY
        spellings = (spelling(targets[0].text) for targets in self._targets)
        self._nearness = Nearness([*spellings, *(spelling(name) for name in neighbours())])

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return the held substances that an unknown name may stand for, at most three, as guesses.

        The whole name is read first, then less and less of it, then with its counter-ion spelt right, then its parts.
        """
        name = name[:LONGEST]
        wordings = (reading for reading in self._wordings(name) if len(reading.key) <= self._longest)
        found = next((found for wording in wordings if (found := self._nearest(wording))), ())
        return found or self._among_parts(name)

    def begun(self, name: str) -> tuple[Candidate, ...]:
        """Return what the first one or two words of a name may stand for, where unknown words follow them."""
        words = name[:LONGEST].split()
        starts = (" ".join(words[:size]) for size in range(min(MOST_BEGINNING, len(words) - 1), 0, -1))
        return next(
            (found for start in starts if len(start) >= SHORTEST_BEGINNING and (found := self._start(start))), ()
        )

    def _start(self, start: str) -> tuple[Candidate, ...]:
        cached = self._starts
        if len(cached) > REMEMBERED:
            cached = self._starts = {}
        if start not in cached:
            cached[start] = self._nearest(Wording(start))
        return cached[start]

    def _wordings(self, name: str) -> Iterator[Wording]:
        yield Wording(name)
        less = readings(name)
        yield from dict.fromkeys((*less[:MOST_WORDINGS], *less[-1:]))
        for spelt in _with_counterion_spelt(name):
            yield from islice(readings(spelt), MOST_WORDINGS)

    def _among_parts(self, name: str) -> tuple[Candidate, ...]:
        parts = [part.strip() for part in PART.split(name) if part.strip()]
        if len(parts) < 2 or any(INVERTED.search(part) for part in parts):
            return ()
        # What is held as it stands was found among the words, or refused there: "acetic acid, alkyl esters".
        of_parts = (
            self._nearest(Wording(wording.text, in_order((*wording.forms, "mixture_component"))))
            for part in parts[:MOST_PARTS]
            for wording in (Wording(part), *readings(part)[-1:])
            if wording.key not in self._law.names
        )
        return _first_few(candidate for found in of_parts for candidate in found)

    def _nearest(self, wording: Wording) -> tuple[Candidate, ...]:
        """Return what one wording may stand for: by its repaired readings, else by the nearest spellings."""
        if wording.key in vague_words():
            return ()
        repaired_texts = repaired(wording.text)
        as_repaired = (self._law.names.get(normalise_name(text), ()) for text in repaired_texts)
        targets = next(filter(None, as_repaired), None)
        if targets is None:
            near = [*self._nearness.near(spelling(wording.text))]
            near += (hit for text in repaired_texts for hit in self._nearness.alike(spelling(text)))
            targets = self._targets_of(nearest(near))
        found = (law_candidate(self._law, target.substance, wording, "guess") for target in targets)
        return _first_few(filter(None, found))

    def _targets_of(self, near: Iterable[NearSpelling]) -> tuple[NameTarget, ...]:
        """Return what the held names among the nearest stand for: a neighbour stands for nothing held."""
        target_lists = (self._targets[hit.place] for hit in near if hit.place < len(self._targets))
        return tuple(target for targets in target_lists for target in targets)


def _with_counterion_spelt(name: str) -> Iterator[str]:
    """Yield the name with its last or its first word put right, where that is a counter-ion misspelt."""
    words = name.split()
    if len(words) < 2:
        return
    for place in (-1, 0):
        for spelt in _counterion_spelt(words[place]):
            yield " ".join([spelt, *words[1:]] if place == 0 else [*words[:-1], spelt])


@lru_cache(REMEMBERED)
def _counterion_spelt(word: str) -> tuple[str, ...]:
    words, nearness = _counterions()
    return tuple(words[place] for _, _, place in nearness.near(spelling(word))[:1])


@cache
def _counterions() -> tuple[tuple[str, ...], Nearness]:
    words = tuple(dict.fromkeys(row["word"] for row in rows("counterions.csv") if " " not in row["word"]))
    return words, Nearness([spelling(word) for word in words])


@cache
def neighbours() -> tuple[str, ...]:
    """Return the names of data/neighbours.csv."""
    with (files("watchlist.engine.identification") / "data" / "neighbours.csv").open(encoding="utf-8") as lines:
        return tuple(row["name"] for row in csv.DictReader(lines))


def _first_few(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the first three different candidates."""
    return tuple(islice(dict.fromkeys(candidates), MOST_CANDIDATES))
