"""The parts of a text, and their words as match keys: what may be one name, with what stands before and after it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from chemistry import normalise_name

MOST_WORDS: Final = 60
_PARTS = re.compile(r"[,;:()\[\]{}\"“”«»、，；：（）【】،؛]+")
"""Marks between the parts of a text: what an article is named for stands in one of them."""
_APART = re.compile(r"[/|+&=]+")
"""Marks between names: words on two sides of them are no one name."""
_ELIDED = re.compile(r"^[dl]['’](?=\w)", re.IGNORECASE)


class Phrase(NamedTuple):
    """Words of a text that may be one name, each as a match key, and the others of the same part of it."""

    words: tuple[str, ...]
    preceding: tuple[str, ...] = ()
    following: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def phrases_of(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of a text, at most 60 words in all."""
    room = MOST_WORDS
    kept = []
    for part in _PARTS.split(text):
        phrases = [[key for word in segment.split() if (key := _key(word))] for segment in _APART.split(part)]
        for n, phrase in enumerate(phrases):
            preceding = tuple(word for other in phrases[:n] for word in other)
            following = tuple(word for other in phrases[n + 1 :] for word in other)
            kept.append(Phrase(tuple(phrase[:room]), preceding, following))
            room -= len(kept[-1].words)
    return tuple(phrase for phrase in kept if phrase.words)


def words_in(text: str) -> list[str]:
    """Return the words of all phrases of a text, as match keys."""
    return [word for phrase in phrases_of(text) for word in phrase.words]


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    return normalise_name(_ELIDED.sub("", word.strip(".*-–—!?'’")))
