"""Whether any words of a text may name a chemical, beside what is known of it: nothing is passed over that may.

A held name speaks for a chemical wherever it stands, whatever the words around it deny, and in any form of it.
A word speaks for a chemical where it is held or in the dictionary, is built like a chemical's name, stands for a class
of chemicals, or is spelt or sounds nearly as a held name does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

from anyascii import anyascii

from chemistry import normalise_name
from watchlist.engine.identification.confusions import as_typed
from watchlist.engine.identification.morphemes import begins_with_group, is_built_of_morphemes
from watchlist.engine.identification.names import Names
from watchlist.engine.identification.phrases import phrases_of
from watchlist.engine.identification.strip_trade_terms import word_meaning
from watchlist.engine.identification.within import LawNamesWithin, chemical_characters, is_inverted, law_names_within
from watchlist.engine.identification.wordings import vague_words
from watchlist.engine.law import NameTarget

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
SHORTEST_WITHIN: Final = 7
SHORTEST_LEFT: Final = 8
"""Letters of a held name that speaks for itself within a longer word, and of words that are read as one name."""
LONG_WORD: Final = 6
REMEMBERED: Final = 65_536
LOCANTS = re.compile(r"(?<![\w.])\d[\d']*(?:[,،]\d[\d']*)+-[^\W\d_]", re.IGNORECASE)
_LETTERS_OF_A_NAME = re.compile(r"[^\W\d_]{4}")
_PREFIXES = re.compile(
    "[\u05d5\u05d1\u05dc\u05d4\u05de\u05db\u05e9]{1,2}(?=[\u05d0-\u05ea]{3})|[\u0648\u0628\u0644\u0643\u0641\u0627]{1,3}(?=[\u0621-\u06d3]{3})"
)
_READABLE = re.compile("[a-zα-ωа-яёіїєґ0-9'.,/+-]+")
"""Scripts in which the parts of chemicals' names are known; of others the characters, or the sound."""
_HAN = re.compile("[\u3400-\u9fff]")

SaysOfText = Callable[[str], bool]
"""Says whether a text is spelt nearly as a held name; whether any words of it are one in another form."""


class OtherWords:
    """Judges words under one compiled law and one dictionary; it remembers them."""

    def __init__(self, names: Names, is_near: SaysOfText, has_other_form: SaysOfText) -> None:
        self._names = names
        self._is_near = is_near
        self._has_other_form = has_other_form
        self._may_be_chemical = lru_cache(REMEMBERED)(self._judged)

    # Held names are made ready for the first name that is not known: a second of the processor, which most files spare.
    @cached_property
    def _within(self) -> LawNamesWithin:
        return law_names_within(self._names.law)

    @cached_property
    def _long_names(self) -> dict[str, list[str]]:
        return _by_beginning(self._names.law.names)

    @cached_property
    def _beginnings(self) -> set[str]:
        targets = [target for several in self._names.law.names.values() for target in several]
        words = {normalise_name(word) for target in targets for word in _words_of(target)}
        return {beginning for word in words for beginning in _without_endings(word, LONGEST_HELD_ENDING)}

    def may_name_chemical(self, text: str, words: Sequence[str], harmless: frozenset[str] = OF_A_PRODUCT) -> bool:
        """Say whether a text may name a chemical: held anywhere in it, or by any of the words of it that are not known.

        `harmless`: what a vague word may say and name none all the same.
        """
        return (
            LOCANTS.search(text) is not None
            or is_inverted(text)
            or self._holds_name(text)
            or self.may_be_chemical(words, harmless)
            or self._has_other_form(text)
            or (sum(map(len, words)) >= SHORTEST_LEFT and self._is_near(" ".join(words)))
        )

    def may_be_chemical(self, keys: Iterable[str], harmless: frozenset[str] = OF_A_PRODUCT) -> bool:
        """Say whether any of some words, by their match keys, may name a chemical."""
        return any(
            not _is_harmless(key, says, harmless) if (says := vague_words().get(key)) else self._may_be_chemical(key)
            for key in keys
        )

    def begins_a_name(self, text: str) -> bool:
        """Say whether a longer held name begins with a text: "potassium" of "potassium permang."."""
        key = normalise_name(text)
        place = bisect_right(self._in_order, key)
        return place < len(self._in_order) and self._in_order[place].startswith(key)

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._names.law.names)

    def _holds_name(self, text: str) -> bool:
        whole = normalise_name(text)
        for start in range(len(whole) - SHORTEST_WITHIN + 1):
            long_names = self._long_names.get(whole[start : start + SHORTEST_WITHIN], ())
            if any(whole.startswith(name, start) for name in long_names):
                return True
        return any(self._within.holds_name(phrase.words) for phrase in phrases_of(text))

    def are_readable(self, keys: Iterable[str]) -> bool:
        """Say whether it can be told of each word that it names no chemical: by its letters, or as a word of trade."""
        return all(_READABLE.fullmatch(key) or _HAN.match(key) or word_meaning(key) for key in keys)

    def _judged(self, key: str) -> bool:
        if sum(map(str.isalpha, key)) >= SHORTEST_TYPED and as_typed(key) != key:
            return True  # a scanner's slip within a word
        return self._speaks_for_one(key)

    def _speaks_for_one(self, key: str) -> bool:
        if is_of_trade_word(key):
            return False
        is_listed = any(part in self._names.law.names for part in _without_prefixes(key))
        return is_listed or ((len(key) >= SHORTEST_NAME or not key.isascii()) and self._is_like_a_name(key))

    def _is_like_a_name(self, key: str) -> bool:
        latin = normalise_name(anyascii(key))
        return bool(
            self._names.dictionary.by_proper_names(key)
            or not chemical_characters().isdisjoint(_HAN.findall(key))
            or not self._beginnings.isdisjoint(_without_endings(key, LONGEST_ENDING))
            or is_built_of_morphemes(latin)
            or begins_with_group(latin)
            or (len(latin) >= SHORTEST_NEAR and self._is_near(key))
        )


def _is_harmless(key: str, says: str, harmless: frozenset[str]) -> bool:
    return says in harmless or (says == GOODS_IN_GENERAL and word_meaning(key) in JOINING)


def is_of_trade_word(key: str) -> bool:
    """Say whether a word is one of trade; what may be a name with its place ("4-fluoro…") is no code."""
    meaning = word_meaning(key)
    return bool(meaning) and not (meaning == "code" and _LETTERS_OF_A_NAME.search(key))


def _words_of(target: NameTarget) -> Sequence[str]:
    """Return the words of a held name that speak for it alone: all of a name that a source confirms."""
    words = target.text.split()
    if len(words) == 1 or target.is_unverified:
        return words if len(words) == 1 else ()
    keys = [normalise_name(word) for word in words if len(word) >= LONG_WORD]
    return [key for key in keys if not is_of_trade_word(key) and key not in vague_words()]


def _by_beginning(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the long names by the letters that they begin with."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) >= SHORTEST_WITHIN:
            found[name[:SHORTEST_WITHIN]].append(name)
    return dict(found)


def _without_prefixes(key: str) -> Iterator[str]:
    """Yield a word, and without the letters that Hebrew and Arabic write on to it ("and", "with", "the")."""
    yield key
    if match := _PREFIXES.match(key):
        yield from (key[size:] for size in range(1, match.end() + 1))


def _without_endings(key: str, longest: int) -> Iterator[str]:
    """Yield a word with less and less of its end: words take other endings in other cases."""
    yield from (key[: len(key) - size] for size in range(longest + 1) if len(key) - size >= SHORTEST_BEGINNING)
