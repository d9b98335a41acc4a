"""What the other words of a text may be: whether any of them may name a chemical, beside what is known of it.

A word speaks for a chemical where it is held or in the dictionary, is built like a chemical's name, stands for a class
of chemicals, or is spelt or sounds nearly as a held name does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from chemistry import normalise_name
from watchlist.engine.identification.confusions import as_typed
from watchlist.engine.identification.morphemes import begins_with_group, is_built_of_morphemes
from watchlist.engine.identification.names import Names
from watchlist.engine.identification.strip_trade_terms import word_meaning
from watchlist.engine.identification.within import chemical_characters, law_names_within
from watchlist.engine.identification.wordings import vague_words

SLANG: Final = frozenset({"many things"})
"""What words of slang stand for, that are ordinary words beside goods: "snow boots", "glass jars"."""
OF_A_PRODUCT: Final = SLANG | {"a form of product", "a state", "a use"}
"""What words say of a chemical or a product that is named beside them: "tablets", "powder", "for cosmetics"."""
GOODS_IN_GENERAL: Final = "goods in general"
JOINING: Final = ("joint", "state", "grade", "purpose")
"""What words like "for" and "fine" say beside goods, which by themselves are vague; "chemicals" says no such thing."""
SHORTEST_NAME: Final = 4
"""Letters of a chemical's name: what is shorter ("tea") is an abbreviation of too many things."""
SHORTEST_NEAR: Final = 6
"""Letters of a word that may be a held name with a typing error."""
SHORTEST_TYPED: Final = 5
"""Letters of a word in which a figure is a slip: "ket0ne"; "X1" is a model."""
SHORTEST_BEGINNING: Final = 6
LONGEST_ENDING: Final = 3
LONGEST_HELD_ENDING: Final = 2
"""Letters by which the case of a word may end in another way than the held name, and of that name."""
REMEMBERED: Final = 65_536
_READABLE = re.compile("[a-zα-ωа-яёіїєґ0-9'.,/+-]+")
"""Scripts in which the parts of chemicals' names are known; of others the characters, or the sound."""
_HAN = re.compile("[\u3400-\u9fff]")

IsNear = Callable[[str], bool]
"""Says whether a word is spelt nearly as a held name."""


class OtherWords:
    """Judges words under one compiled law and one dictionary; it remembers them."""

    def __init__(self, names: Names, is_near: IsNear) -> None:
        self._names = names
        self._is_near = is_near
        texts = {target.text for targets in names.law.names.values() for target in targets}
        words = {normalise_name(text) for text in texts if " " not in text}
        self._beginnings = {beginning for word in words for beginning in _without_endings(word, LONGEST_HELD_ENDING)}
        self._may_be_chemical = lru_cache(REMEMBERED)(self._judged)

    def may_be_chemical(self, keys: Iterable[str], harmless: frozenset[str] = OF_A_PRODUCT) -> bool:
        """Say whether any of some words, by their match keys, may name a chemical.

        `harmless`: what a vague word may say and name none all the same.
        """
        return any(
            not _is_harmless(key, says, harmless) if (says := vague_words().get(key)) else self._may_be_chemical(key)
            for key in keys
        )

    def without_held(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the words of a phrase without the held names among them."""
        return law_names_within(self._names.law).without_names(words)

    def are_readable(self, keys: Iterable[str]) -> bool:
        """Say whether it can be told of each word that it names no chemical: by its letters, or as a word of trade."""
        return all(_READABLE.fullmatch(key) or _HAN.match(key) or word_meaning(key) for key in keys)

    def _judged(self, key: str) -> bool:
        if sum(map(str.isalpha, key)) >= SHORTEST_TYPED and as_typed(key) != key:
            return True  # a scanner's slip within a word
        return self._speaks_for_one(key)

    def _speaks_for_one(self, key: str) -> bool:
        if word_meaning(key) or (len(key) < SHORTEST_NAME and key.isascii()):
            return False
        if key in self._names.law.names or self._names.dictionary.by_proper_names(key):
            return True
        if not chemical_characters().isdisjoint(_HAN.findall(key)):
            return True
        if not self._beginnings.isdisjoint(_without_endings(key, LONGEST_ENDING)):
            return True
        latin = normalise_name(anyascii(key))
        return (
            is_built_of_morphemes(latin)
            or begins_with_group(latin)
            or (len(latin) >= SHORTEST_NEAR and self._is_near(key))
        )


def _is_harmless(key: str, says: str, harmless: frozenset[str]) -> bool:
    return says in harmless or (says == GOODS_IN_GENERAL and word_meaning(key) in JOINING)


def _without_endings(key: str, longest: int) -> Iterator[str]:
    """Yield a word with less and less of its end: words take other endings in other cases."""
    yield from (key[: len(key) - size] for size in range(longest + 1) if len(key) - size >= SHORTEST_BEGINNING)
