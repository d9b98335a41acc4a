"""Held names that a misspelt, scanned or garbled name may stand for: always a guess.

Which lie near: by deletions from the first letters, then by trigrams for long names.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, combinations, islice
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz.distance import OSA

from chemistry import LONGEST_NAME, normalise_name
from chemistry.data import rows
from watchlist.engine.host import table
from watchlist.engine.identification.confusions import repaired
from watchlist.engine.identification.names import first, law_candidate
from watchlist.engine.identification.records import Candidate, in_order
from watchlist.engine.identification.spelling import Spelling, changes_meaning, spelling
from watchlist.engine.identification.wordings import Wording, readings, vague_words
from watchlist.engine.law import CompiledLaw, NameTarget

ALLOWED: Final = ((26, 4), (18, 3), (11, 2), (5, 1))
"""How many typing errors a name of so many letters may have; a shorter one none, and it is never guessed."""
IDEOGRAPH: Final = "\u3400"
PREFIX: Final = 10
DELETED: Final = 2
LETTERS_A_HABIT: Final = 5
"""A mistyped name may be spelt in another way too (ph/f), in one letter of five: more is another word."""
EXAMINED: Final = 48
"""Long names that share most trigrams are compared, so many at most."""
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


class NearSpelling(NamedTuple):
    """A held spelling by its place: how many letters of it were mistyped, and how many are written in another way."""

    mistyped: int
    written: int
    place: int


class Postings:
    """The places that some numbers stand for, as two arrays in the order of the numbers: they are kept as they lie."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Take pairs of a number (32 bits) and a place."""
        numbers = np.array(list(pairs), dtype=np.uint32).reshape(-1, 2)
        ordered = numbers[np.lexsort((numbers[:, 1], numbers[:, 0]))]
        self._numbers, self._places = ordered[:, 0].copy(), ordered[:, 1].copy()

    def places(self, numbers: Iterable[int]) -> list[int]:
        """Return the places of any of these numbers, each once and in order."""
        wanted = np.fromiter(numbers, dtype=np.uint32)
        starts, ends = (np.searchsorted(self._numbers, wanted, side) for side in ("left", "right"))
        found = {place for start, end in zip(starts, ends, strict=True) for place in self._places[start:end].tolist()}
        return sorted(found)


class Nearness:
    """An index over spellings, each known by its place among them.

    Every spelling is filed under what is left of its first letters when up to two are left out, as the written one is
    looked up: two names that differ by so much meet (symmetric deletion).
    """

    def __init__(self, spellings: Sequence[Spelling]) -> None:
        self._spellings = spellings
        self._by_key = _by_key(spellings)
        self._by_rest = Postings(
            (_number(rest), place)
            for place, entry in enumerate(spellings)
            for rest in _rests(entry.letters, min(_allowed(entry.size), DELETED))
        )
        by_trigram: defaultdict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(spellings):
            for trigram in _trigrams(entry.key):
                by_trigram[trigram].append(place)
        self._by_trigram = {trigram: np.array(found, dtype=np.int32) for trigram, found in by_trigram.items()}

    def alike(self, written: Spelling) -> list[NearSpelling]:
        """Return the spellings that fold to the same."""
        return [self._near(written, place, 0) for place in self._by_key.get(written.key, ())]

    def near(self, written: Spelling) -> list[NearSpelling]:
        """Return the nearest spellings, all equally far; none where the written name is too short to be mistyped."""
        if alike := self.alike(written):
            return _nearest(alike)
        most = _allowed(written.size)
        found = self._compared(written, self._meeting(written, min(most, DELETED)), min(most, DELETED))
        if not found and most > DELETED:
            found = self._compared(written, self._sharing(written), most)
        return _nearest(found)

    def _meeting(self, written: Spelling, most: int) -> Iterable[int]:
        if written.size < ALLOWED[-1][0]:
            return ()
        return self._by_rest.places(map(_number, _rests(written.letters, most)))

    def _sharing(self, written: Spelling) -> Iterable[int]:
        """Return the places of the spellings that share most trigrams with the written one."""
        postings = [self._by_trigram[trigram] for trigram in _trigrams(written.key) if trigram in self._by_trigram]
        if not postings:
            return ()
        shared = np.bincount(np.concatenate(postings), minlength=len(self._spellings))
        most = np.argsort(-shared, kind="stable")[:EXAMINED]
        return (int(place) for place in most if shared[place])

    def _compared(self, written: Spelling, places: Iterable[int], most: int) -> list[NearSpelling]:
        found = []
        for place in places:
            listed = self._spellings[place]
            mistyped = _distance(written, listed, min(most, _allowed(listed.size)))
            if mistyped is None or changes_meaning(written, listed):
                continue
            near = self._near(written, place, mistyped)
            if near.written <= mistyped + listed.size // LETTERS_A_HABIT:
                found.append(near)
        return found

    def _near(self, written: Spelling, place: int, mistyped: int) -> NearSpelling:
        return NearSpelling(mistyped, OSA.distance(written.written, self._spellings[place].written), place)


def _nearest(found: Sequence[NearSpelling]) -> list[NearSpelling]:
    """Return those that are equally near, and nearer than all others."""
    least = min((near[:2] for near in found), default=None)
    return [near for near in found if near[:2] == least]


def _allowed(letters: int) -> int:
    return next((errors for least, errors in ALLOWED if letters >= least), 0)


def _distance(written: Spelling, listed: Spelling, most: int) -> int | None:
    """Return how many letters were mistyped, dropped, doubled or swapped; None where more than `most`, or no letters.

    Optimal string alignment between what is kept: a digit, a sign or a locant is never mistyped.
    """
    if written.kept != listed.kept:
        return None
    far = 0
    for ours, theirs in zip(written.segments, listed.segments, strict=True):
        far += OSA.distance(ours, theirs, score_cutoff=most)
        if far > most:
            return None
    return far


def _by_key(spellings: Sequence[Spelling]) -> dict[str, list[int]]:
    """File spellings by their whole key: an ideograph says more than a letter, and two are a name."""
    filed: dict[str, list[int]] = {}
    for place, entry in enumerate(spellings):
        if _allowed(entry.size) or any(character >= IDEOGRAPH for character in entry.kept):
            filed.setdefault(entry.key, []).append(place)
    return filed


def _rests(letters: str, most: int) -> set[str]:
    """Return what is left of the first letters when up to `most` of them are left out."""
    first = letters[:PREFIX]
    return {"".join(left) for number in range(most + 1) for left in combinations(first, max(len(first) - number, 0))}


def _number(rest: str) -> int:
    """Return a number that is the same in each process; names that meet by it alone are compared, and found apart."""
    return zlib.crc32(rest.encode("utf-8", "surrogatepass"))


def _trigrams(key: str) -> set[str]:
    return {key[start : start + 3] for start in range(len(key) - 2)}


class FuzzyNames:
    """Finds the held names nearest to a written one, under one compiled law; build it once a law.

    Abbreviations are not compared: with another letter they are another abbreviation. data/neighbours.csv holds names
    of other chemicals that lie near to held ones: what is nearer to one of them is no held name misspelt.
    """

    def __init__(self, law: CompiledLaw, nearness: Nearness, counterions: Counterions) -> None:
        """Take a law, and the nearness of its names."""
        self._law = law
        self._targets = _compared_names(law)
        # no lru_cache: it would hold this object, and the law with it, in a circle
        self._starts: dict[str, tuple[Candidate, ...]] = {}
        self._longest = max(map(len, law.names), default=0) + TOO_MANY
        self._nearness = nearness
        self._counterion_spelt = lru_cache(REMEMBERED)(counterions.spelt)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return the held substances that an unknown name may stand for, at most three, as guesses.

        The whole name is read first, then less and less of it, then with its counter-ion spelt right, then its parts.
        """
        name = name[:LONGEST_NAME]
        wordings = (reading for reading in self._wordings(name) if len(reading.key) <= self._longest)
        return first(map(self._nearest, wordings)) or self._among_parts(name)

    def begun(self, name: str) -> tuple[Candidate, ...]:
        """Return what the first one or two words of a name may stand for, where unknown words follow them."""
        words = name[:LONGEST_NAME].split()
        starts = (" ".join(words[:size]) for size in range(min(MOST_BEGINNING, len(words) - 1), 0, -1))
        return first(self._start(start) for start in starts if len(start) >= SHORTEST_BEGINNING)

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
        for spelt in self._with_counterion_spelt(name):
            yield from islice(readings(spelt), MOST_WORDINGS)

    def _with_counterion_spelt(self, name: str) -> Iterator[str]:
        """Yield the name with its last or its first word put right, where that is a counter-ion misspelt."""
        words = name.split()
        if len(words) < 2:
            return
        for place in (-1, 0):
            for spelt in self._counterion_spelt(words[place]):
                yield " ".join([spelt, *words[1:]] if place == 0 else [*words[:-1], spelt])

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
        return _first_few(chain.from_iterable(of_parts))

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
            # A neighbour stands for nothing held.
            near_targets = (self._targets[hit.place] for hit in _nearest(near) if hit.place < len(self._targets))
            targets = tuple(chain.from_iterable(near_targets))
        found = (law_candidate(self._law, target.substance, wording, "guess") for target in targets)
        return _first_few(filter(None, found))


def nearness_of(law: CompiledLaw) -> Nearness:
    """Return an index over the names of a law that a misspelt one is compared with, and the neighbours after them."""
    compared = (targets[0].text for targets in _compared_names(law))
    return Nearness([*map(spelling, compared), *map(spelling, neighbours())])


def _compared_names(law: CompiledLaw) -> list[tuple[NameTarget, ...]]:
    """Return the names that a misspelt one is compared with, each with all that it may stand for."""
    # Names that no source confirms are guesses as they stand: what is like them is like too many words.
    return [
        targets
        for targets in law.names.values()
        if targets[0].kind != "abbreviation" and not all(target.is_unverified for target in targets)
    ]


class Counterions:
    """The words of counter-ions, and which of them a misspelt one may be."""

    def __init__(self) -> None:
        self._words = tuple(dict.fromkeys(row["word"] for row in rows("counterions.csv") if " " not in row["word"]))
        self._nearness = Nearness([spelling(word) for word in self._words])

    def spelt(self, word: str) -> tuple[str, ...]:
        """Return the word as it is spelt, where it is near to one; else nothing."""
        return tuple(self._words[place] for _, _, place in self._nearness.near(spelling(word))[:1])


@cache
def neighbours() -> tuple[str, ...]:
    """Return the names of data/neighbours.csv."""
    return tuple(row["name"] for row in table("identification", "neighbours.csv"))


def _first_few(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(islice(dict.fromkeys(candidates), MOST_CANDIDATES))
