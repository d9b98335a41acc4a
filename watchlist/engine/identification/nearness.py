"""Which held spellings lie near a written one: deletions from the first letters, then trigrams for long names."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from watchlist.engine.identification.morphemes import changes_meaning
from watchlist.engine.identification.spelling import Spelling

ALLOWED: Final = ((26, 4), (18, 3), (11, 2), (5, 1))
"""How many typing errors a name of so many letters may have; a shorter one none, and it is never guessed."""
IDEOGRAPH: Final = "\u3400"
PREFIX: Final = 10
DELETED: Final = 2
LETTERS_A_HABIT: Final = 5
"""A mistyped name may be spelt in another way too (ph/f), in one letter of five: more is another word."""
EXAMINED: Final = 48
"""Long names that share most trigrams are compared, so many at most."""


class NearSpelling(NamedTuple):
    """A held spelling by its place: how many letters of it were mistyped, and how many are written in another way."""

    mistyped: int
    written: int
    place: int


class Nearness:
    """An index over spellings, each known by its place among them.

    Every spelling is filed under what is left of its first letters when up to two are left out, as the written one is
    looked up: two names that differ by so much meet (symmetric deletion).
    """

    def __init__(self, spellings: Sequence[Spelling]) -> None:
        self._spellings = spellings
        self._by_key = _by_key(spellings)
        self._by_rest = _filed(spellings)
        self._by_trigram = _by_trigram(spellings)

    def alike(self, written: Spelling) -> list[NearSpelling]:
        """Return the spellings that fold to the same."""
        return [self._near(written, place, 0) for place in self._by_key.get(written.key, ())]

    def near(self, written: Spelling) -> list[NearSpelling]:
        """Return the nearest spellings, all equally far; none where the written name is too short to be mistyped."""
        if alike := self.alike(written):
            return nearest(alike)
        most = allowed(written.size)
        found = self._compared(written, self._meeting(written, min(most, DELETED)), min(most, DELETED))
        if not found and most > DELETED:
            found = self._compared(written, self._sharing(written), most)
        return nearest(found)

    def _meeting(self, written: Spelling, most: int) -> Iterable[int]:
        if written.size < ALLOWED[-1][0]:
            return ()
        rests = _rests(written.letters, most)
        return sorted({place for rest in rests for place in self._by_rest.get(hash(rest), ())})

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
            mistyped = distance(written, listed, min(most, allowed(listed.size)))
            if mistyped is None or changes_meaning(written, listed):
                continue
            near = self._near(written, place, mistyped)
            if near.written <= mistyped + listed.size // LETTERS_A_HABIT:
                found.append(near)
        return found

    def _near(self, written: Spelling, place: int, mistyped: int) -> NearSpelling:
        return NearSpelling(mistyped, OSA.distance(written.written, self._spellings[place].written), place)


def nearest(found: Sequence[NearSpelling]) -> list[NearSpelling]:
    """Return those that are equally near, and nearer than all others."""
    least = min((near[:2] for near in found), default=None)
    return [near for near in found if near[:2] == least]


def allowed(letters: int) -> int:
    """Return how many typing errors a name of so many letters may have."""
    return next((errors for least, errors in ALLOWED if letters >= least), 0)


def distance(written: Spelling, listed: Spelling, most: int) -> int | None:
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
    for place, spelling in enumerate(spellings):
        if allowed(spelling.size) or any(character >= IDEOGRAPH for character in spelling.kept):
            filed.setdefault(spelling.key, []).append(place)
    return filed


def _filed(spellings: Sequence[Spelling]) -> dict[int, array[int]]:
    filed: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    for place, spelling in enumerate(spellings):
        for rest in _rests(spelling.letters, min(allowed(spelling.size), DELETED)):
            filed[hash(rest)].append(place)
    return dict(filed)


def _rests(letters: str, most: int) -> set[str]:
    """Return what is left of the first letters when up to `most` of them are left out."""
    first = letters[:PREFIX]
    return {"".join(left) for number in range(most + 1) for left in combinations(first, max(len(first) - number, 0))}


def _by_trigram(spellings: Sequence[Spelling]) -> dict[str, NDArray[np.int32]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, spelling in enumerate(spellings):
        for trigram in _trigrams(spelling.key):
            places[trigram].append(place)
    return {trigram: np.array(found, dtype=np.int32) for trigram, found in places.items()}


def _trigrams(key: str) -> Iterator[str]:
    return iter({key[start : start + 3] for start in range(len(key) - 2)})
