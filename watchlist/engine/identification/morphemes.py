"""Names with the spelling of languages folded away, and the parts of which such names are built: "ethyl", "-ol"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Final

from anyascii import anyascii

from chemistry import normalise_name
from watchlist.engine.host import table

LETTERS: Final = "a-zа-яぁ-ヿ"
DOUBLED = re.compile(rf"([{LETTERS}])\1+")
LAST_VOWEL = re.compile(r"[aeo]$|e(?=[\d,])")
"""acetone, acetona, aceton."""
SOFT_C = re.compile("c(?=[eiy])")
TEXTS_REMEMBERED: Final = 4_096
WORDS_REMEMBERED: Final = 65_536
SHORTEST_PRONOUNCED: Final = 6
"""Letters of a name that is known by how it is pronounced."""
MOSTLY: Final = 0.6
LONG_WORD: Final = 7
"""Letters of a word that one morpheme alone shows to be a chemical's name: "nitrato" is, "cotton" is not."""
SHORTEST_MORPHEME: Final = 5
"""Letters of a morpheme that is a word by itself: "methyl"."""
PLACES: Final = ("start", "before", "any", "end")
"""Of a name, of another morpheme, anywhere, of the letters before a digit or the end."""


def folded(key: str) -> str:
    """Return a match key with the pairs of data/spellings.csv folded, and doubled letters single."""
    for written, ours in _spellings(in_ascii=key.isascii()):
        key = key.replace(written, ours)
    return DOUBLED.sub(r"\1", key)


def as_pronounced(text: str) -> str:
    """Return a name of letters alone in Latin letters, with the habits of languages folded: "Лозартан" is "losartán".

    Empty for a name with digits or signs, and for one that is too short to be told from others so.
    """
    latin = SOFT_C.sub("s", normalise_name(anyascii(text)))
    letters = LAST_VOWEL.sub("", folded(latin))
    return letters if letters.isalpha() and len(letters) >= SHORTEST_PRONOUNCED else ""


@cache
def _spellings(*, in_ascii: bool) -> tuple[tuple[str, str], ...]:
    rows = table("identification", "spellings.csv")
    return tuple((row["written"], row["ours"]) for row in rows if row["written"].isascii() or not in_ascii)


@lru_cache(TEXTS_REMEMBERED)
def morphemes_in(text: str) -> Counter[str]:
    """Return the morphemes of data/morphemes.csv in a folded name, and how often each."""
    return Counter(_pattern().findall(text))


@lru_cache(WORDS_REMEMBERED)
def is_built_of_morphemes(key: str) -> bool:
    """Say whether a match key is built like a chemical's name: most of its letters are morphemes of such names."""
    letters = folded(key)
    found = morphemes_in(letters)
    share = sum(len(morpheme) * count for morpheme, count in found.items()) / max(len(letters), 1)
    is_one_morpheme = share == 1 and len(letters) >= SHORTEST_MORPHEME
    return share >= MOSTLY and (found.total() > 1 or len(letters) >= LONG_WORD or is_one_morpheme)


def begins_with_group(key: str) -> bool:
    """Say whether a match key begins as a chemical's name does, with a group of five letters or more: "methyl…"."""
    found = _pattern().match(folded(key))
    return found is not None and len(found[0]) >= SHORTEST_MORPHEME


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds the morphemes of data/morphemes.csv in a folded name, longer ones first."""
    words: dict[str, set[str]] = {place: set() for place in PLACES}
    for row in table("identification", "morphemes.csv"):
        words[row["place"]].add(folded(normalise_name(row["morpheme"])).removesuffix("e"))
    longest_first = (sorted(words[place], key=lambda word: (-len(word), word)) for place in PLACES)
    start, prefix, anywhere, end = (f"(?:{'|'.join(morphemes)})" for morphemes in longest_first)
    return re.compile(f"^{start}|{prefix}(?={anywhere})|{anywhere}|{end}$")
