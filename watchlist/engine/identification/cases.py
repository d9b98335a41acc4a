"""Held names in a script whose words take cases and any order: "Кислота серная", "Эфедрина гидрохлорид".

Russian documents put the head noun first, as a catalogue does, and the base of a salt into the genitive. Two names of
the same stems are one name; Latin script is left alone, where the order of words can tell two chemicals apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Final

from watchlist.engine.law.compiled import CompiledLaw

MOST_WORDS: Final = 4
SHORTEST_STEM: Final = 3

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;()]+")
_ENDING = re.compile(r"(?:[оеыи]го|[оеыи]му|[ыи]ми|ием|[ыиоа]й|[ая]я|[оеыи]е|[ую]ю|[ыиое]м|[ыи]х|и[яюи]|[аяуюыиеоьй])$")

Stems = tuple[str, ...]


def held_key(law: CompiledLaw, name: str) -> str:
    """Return the match key of the held name that a name is in another order or case; empty where it is none."""
    found = stems(name)
    return _by_stems(law).get(found, "") if found else ""


def is_cyrillic(name: str) -> bool:
    """Say whether a name has Cyrillic letters."""
    return _CYRILLIC.search(name) is not None


@lru_cache(65_536)
def stems(name: str) -> Stems:
    """Return the stems of a name's words, sorted; none where it has no Cyrillic letter or more than four words."""
    words = _WORD.findall(name.casefold().replace("ё", "е"))
    if not 1 <= len(words) <= MOST_WORDS or not is_cyrillic(name):
        return ()
    return tuple(sorted(map(_stem, words)))


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= SHORTEST_STEM else word


@lru_cache(maxsize=2)
def _by_stems(law: CompiledLaw) -> dict[Stems, str]:
    """Return the held names by their stems, where all of the same stems name one substance."""
    keys: defaultdict[Stems, dict[str, frozenset[str]]] = defaultdict(dict)
    for key, targets in law.names.items():
        for target in targets:
            if found := stems(target.text):
                keys[found][key] = frozenset(bearer.substance for bearer in targets)
    return {found: next(iter(several)) for found, several in keys.items() if len(set(several.values())) == 1}
