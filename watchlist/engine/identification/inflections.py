"""Held names in another case: words that differ from those of a name by their endings alone, in any order.

For languages that no stemmer knows, and for what the stemmers of the others miss.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import Final

from chemistry import cation_words, normalise_name
from watchlist.engine.identification.spelling import changes_meaning, spelling
from watchlist.engine.identification.within import words_that
from watchlist.engine.law import NameTarget

MOST_WORDS: Final = 5
"""Words of a name."""
BEGINNING: Final = 4
LONGEST_HELD_ENDING: Final = 2
LONGEST_ENDING: Final = 3
LONG_WORD: Final = 9
CATION: Final = 5
SHORTEST_INFLECTED: Final = 6
"""Letters with which a word begins in all its cases, those of the ending of a long held word and of a written one, and
with which a name of one word begins; those that tell a cation's name.
"""
INFLECTED: Final = frozenset("bg cs da de el es et fi fr hr hu it lt lv nl no pl pt ro ru sk sl sv tr uk".split())
"""Languages whose words take other endings."""
_WORD = re.compile(r"[^\s,;()/\"\u060c\u061b]+")
_ELIDED = re.compile(r"\b[dl]['\u2019]", re.IGNORECASE)
_GREEK = re.compile("[\u0370-\u03ff]")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without what elides on to them."""
    return _WORD.findall(_ELIDED.sub("", text.casefold()))


def by_beginnings(targets: Iterable[NameTarget]) -> dict[tuple[str, ...], list[NameTarget]]:
    """Return names of languages with endings by the beginnings of their words."""
    found: defaultdict[tuple[str, ...], list[NameTarget]] = defaultdict(list)
    for target in targets:
        words = words_of(target.text)
        if len(words) == 1 and _letters_of(words[0]).startswith(_cations()):
            continue  # every salt has a word like "potasse" in its name
        are_long = all(len(word) >= BEGINNING for word in words) and sum(map(len, words)) >= SHORTEST_INFLECTED
        if target.language in INFLECTED and target.kind != "abbreviation" and len(words) <= MOST_WORDS and are_long:
            found[beginnings_of(words)].append(target)
    return dict(found)


@cache
def _cations() -> tuple[str, ...]:
    return tuple({normalise_name(word)[:CATION] for word in cation_words() if len(word) >= CATION})


def beginnings_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the beginnings of words, sorted."""
    return tuple(sorted(_letters_of(word)[:BEGINNING] for word in words))


def _letters_of(word: str) -> str:
    """Return a word as its endings are compared: its match key, but of Greek, whose letters a match key spells out."""
    if not _GREEK.search(word):
        return normalise_name(word)
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(mark))
    return bare.replace("\u03c2", "\u03c3")


def are_inflected(words: Sequence[str], listed: Sequence[str]) -> bool:
    """Say whether words are those of a name but for their endings: "mravčí kyseliny" of "kyselina mravčí"."""
    pairs = zip(sorted(map(_letters_of, words)), sorted(map(_letters_of, listed)), strict=True)
    least = BEGINNING if len(words) > 1 else SHORTEST_INFLECTED
    return all(_is_inflected(*pair, least) for pair in pairs)


def _is_inflected(word: str, listed: str, least: int) -> bool:
    """Say whether a word is a held one in another case; `least`: letters that both begin with."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, listed, strict=False)))
    held_ending = LONGEST_HELD_ENDING if len(listed) >= LONG_WORD else 1
    if shared < least or shared < len(listed) - held_ending or len(word) - shared > LONGEST_ENDING:
        return False
    if word[shared:] in words_that("denial after"):
        return False
    ours, theirs = spelling(word), spelling(listed)
    return ours.kept == theirs.kept and not changes_meaning(ours, theirs)
