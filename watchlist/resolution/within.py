"""Held names among other words ("80 drums acetone s.t.c.", "复方盐酸伪麻黄碱缓释胶囊"): a guess, never overlooked.

A held name that is only part of the name of another chemical ("toluene diisocyanate") is none: the longest run of words
that anybody knows decides, and a neighbour that continues a chemical name makes the whole of it unknown.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from chemistry.data import rows
from chemistry.nomenclature import normalise_name, peel_counterion
from watchlist.resolution.wordings import readings, vague_words
from watchlist.scheduling.compiled import CompiledLaw

MOST_WORDS: Final = 60
LONGEST_RUN: Final = 6
"""Words of a text that are looked at, and of one name."""
SHORTEST: Final = 3

Known = Callable[[str], bool]
"""Says whether a match key names some chemical of commerce."""

_APART = re.compile(r"[,;:/|()\[\]{}\"“”+&=、，；：（）【】]+")
"""Marks between names: words on two sides of them are no one name."""
_INVERTED = re.compile(r"-\s*$|-\s*,|,\s*\d[\d,']*-")
"""A name written backwards ("toluene, 4-chloro-"), which names no second chemical."""
_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Scripts that write no spaces between words."""
_HAS_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")


class Run(NamedTuple):
    """Some words of a text, one after the other, by their match key."""

    first: int
    last: int
    key: str


@lru_cache(maxsize=65_536)
def phrases_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a text by phrase, each as a match key, at most 60 in all."""
    phrases = [[key for word in part.split() if (key := _key(word))] for part in _APART.split(text)]
    room = MOST_WORDS
    kept = []
    for phrase in phrases:
        kept.append(tuple(phrase[:room]))
        room -= len(kept[-1])
    return tuple(phrase for phrase in kept if phrase)


def runs_of(words: Sequence[str]) -> Iterator[Run]:
    """Yield every run of at most six words, the longest first from each word on."""
    for first in range(len(words)):
        for last in range(min(first + LONGEST_RUN, len(words)), first, -1):
            yield Run(first, last, "".join(words[first:last]))


class HeldWithin:
    """Finds the names of one compiled law among the words of a text."""

    def __init__(self, law: CompiledLaw) -> None:
        self._held = {key for key in law.names if len(key) >= SHORTEST or _HAS_JOINED.search(key)}
        self._joined = frozenset(key for key in self._held if _HAS_JOINED.match(key))
        self._longest = max(map(len, self._joined), default=0)

    def keys(self, text: str, knows: Known) -> tuple[str, ...]:
        """Return the match keys of held names that stand in a text; `knows` says whether a key names some chemical."""
        if _INVERTED.search(text):
            return ()
        words = (key for phrase in phrases_of(text) for key in self._among_words(phrase, knows))
        characters = (key for joined in _JOINED.findall(text) for key in self._among_characters(joined))
        return tuple(dict.fromkeys((*words, *characters)))

    def _among_words(self, words: Sequence[str], knows: Known) -> Iterator[str]:
        after = 0
        for run in runs_of(words):
            if run.first < after or run.key in vague_words():
                continue
            if run.key in self._held:
                after = run.last
                if not self._is_other(words, run, knows):
                    yield run.key

    def _is_other(self, words: Sequence[str], run: Run, knows: Known) -> bool:
        """Say whether the words around make another chemical of it, or deny it."""
        before, after = words[run.first - 1 : run.first], words[run.last : run.last + 1]
        if denials("before").intersection(before) or denials("after").intersection(after):
            return True
        longer = (
            (first, last)
            for first in range(max(run.first - 2, 0), run.first + 1)
            for last in range(run.last, min(run.last + 3, len(words)) + 1)
            if (first, last) != (run.first, run.last)
        )
        others = (words[first:last] for first, last in longer if "".join(words[first:last]) not in self._held)
        return any(map(_continues, after)) or any(knows("".join(o)) and not _is_same(o, run.key) for o in others)

    def _among_characters(self, text: str) -> Iterator[str]:
        at = named = 0
        while at < len(text):
            ends = range(min(at + self._longest, len(text)), at + 1, -1)
            end = next((end for end in ends if text[at:end] in self._joined), None)
            if end is None:
                at += 1
            elif text[at:end] in counterions() and end < len(text):
                at = named = end  # 盐酸 before a base is its hydrochloride, and no hydrochloric acid
            else:
                around = text[max(at - 1, named) : at] + text[end : end + 1]
                if not chemical_characters().intersection(around):
                    yield text[at:end]
                at = named = end


def _is_same(words: Sequence[str], key: str) -> bool:
    """Say whether words are a name with its counter-ion or words of trade: "ephedrine hydrochloride"."""
    return any(wording.key == key for wording in readings(" ".join(words)))


def _continues(word: str) -> bool:
    """Say whether the word after a held name goes on as a chemical's name does ("toluene sulfonamide")."""
    return word.endswith(_endings()) and peel_counterion(f"x {word}") is None


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    return normalise_name(word.strip(".*-–—!?'’"))


@cache
def denials(place: str) -> frozenset[str]:
    """Return the words that deny what stands after, or before, them: "without acetone", "acetone free"."""
    return frozenset(_key(row["text"]) for row in _rows() if row["what"] == f"denial {place}")


@cache
def chemical_characters() -> frozenset[str]:
    """Return the characters that go on a chemical's name in scripts without spaces: 酸 after 甲, 基 before it."""
    return frozenset("".join(row["text"] for row in _rows() if row["what"] == "character"))


@cache
def counterions() -> frozenset[str]:
    """Return the words by which a counter-ion is named in scripts without spaces."""
    return frozenset(row["word"] for row in rows("counterions.csv") if _HAS_JOINED.match(row["word"]))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["text"] for row in _rows() if row["what"] == "ending")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("watchlist.resolution") / "data" / "around_names.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))
