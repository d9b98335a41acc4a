"""Abbreviations that the words beside them spell out: "DMT dimethyl terephthalate" is no N,N-dimethyltryptamine.

A few letters stand for many things. Where the next words begin with them in order, and are a name that is known, that
name is what is meant, and the letters say nothing more. Words that are no known name take nothing from the letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST: Final = 3
LONGEST: Final = 5

SaysOfText = Callable[[str], bool]


def without_spelled_out(name: str, is_abbreviation: SaysOfText, is_name: SaysOfText) -> str:
    """Return a name without its first abbreviation that a known name after it spells out; as it is, where none does."""
    words = list(_WORD.finditer(name))
    for place, match in enumerate(words):
        if not SHORTEST <= len(match[0]) <= LONGEST or not is_abbreviation(match[0]):
            continue
        after = words[place + 1 : place + 1 + LONGEST]
        for count in range(len(after), 1, -1):
            spelling = [word[0].casefold() for word in after[:count]]
            text = name[after[0].start() : after[count - 1].end()]
            if _spell(match[0].casefold(), spelling) and is_name(text):
                return " ".join(f"{name[: match.start()]} {name[match.end() :]}".split())
    return name


def _spell(letters: str, words: Sequence[str]) -> bool:
    """Say whether letters are the first of each word, in order, with others from within the words between."""
    left = letters
    for place, word in enumerate(words):
        if not left or not word.startswith(left[0]):
            return False
        left = left[1:]
        for letter in word[1:]:
            if len(left) > len(words) - place - 1 and left.startswith(letter):
                left = left[1:]
    return not left
