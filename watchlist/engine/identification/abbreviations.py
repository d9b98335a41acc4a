"""Abbreviations that the words beside them spell out: "DMT dimethyl terephthalate" is no N,N-dimethyltryptamine.

A few letters stand for many things. Where the next words, or those in brackets, begin with them in order, the words say
what is meant, and the letters say nothing more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

REMEMBERED: Final = 16_384
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{3,5}(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(REMEMBERED)
def without_spelled_out(name: str) -> str:
    """Return a name without its first abbreviation that the words after it spell out; as it is, where none does."""
    for match in _ABBREVIATION.finditer(name):
        words = [word.casefold() for word in _WORD.findall(name[match.end() :])]
        letters = match[0].casefold()
        if any(_spell(letters, words[:count]) for count in range(2, len(letters) + 1) if len(words) >= count):
            return " ".join(f"{name[: match.start()]} {name[match.end() :]}".split())
    return name


def _spell(letters: str, words: list[str]) -> bool:
    """Say whether letters are the first of each word, in order, with others from within the words between."""
    left = letters
    for word in words:
        if not left or not word.startswith(left[0]):
            return False
        left = left[1:]
        rest_of_words = len(words) - words.index(word) - 1
        for letter in word[1:]:
            if len(left) > rest_of_words and left.startswith(letter):
                left = left[1:]
    return not left
