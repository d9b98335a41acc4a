"""A name bare of the plain words at its ends: "UN 1090 ACETONE, 3, PG II, (D/E)" declares acetone, and no less surely.

A word that is not plain stays on: it may be another chemical, or an article that only bears the chemical's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from watchlist.engine.identification.records import StrippedWords
from watchlist.engine.identification.trade_terms import TextWord, word_meanings, words_of

REMEMBERED: Final = 65_536
MOST_WORDS: Final = 60
STAY_IN_NAMES: Final = ("colour", "state")
"""Words that some names hold ("white phosphorus"): what is left is read with them, too."""
BELONGING: Final = frozenset({"number", "unit", "share", "sign", "code"})
"""What is plain only beside what it belongs to: "5" beside "L", "II" beside "PG"."""
MEASURES: Final = ("unit", "packing", "share")
KINDS: Final = {
    "number": "",
    "place": "",
    "joint": "",
    "sign": "hazard",
    "unit": "packing",
    "share": "concentration",
    "code label": "code",
}
"""The kinds of trade words that words of these kinds are; empty: that of what stands beside them."""


@dataclass(frozen=True, slots=True)
class StrippedName:
    """What is left of a name, and the words that were taken off it, in their order."""

    text: str
    words: tuple[StrippedWords, ...]


@lru_cache(REMEMBERED)
def strip_trade_terms(name: str) -> tuple[StrippedName, ...]:
    """Return what is left of a name: first with the words that some names hold still on it, last without any."""
    words = words_of(name)
    if not 1 < len(words) <= MOST_WORDS:
        return ()
    says = word_meanings(words)
    first, last = _from_the_left(words, says), _to_the_right(says)
    if first >= last or (first, last) == (0, len(words)):
        return ()
    kept = next((n for n in range(last, len(words)) if says[n] not in STAY_IN_NAMES), len(words))
    ends = dict.fromkeys([*((first, end) for end in range(kept, last, -1)), (first, last)])
    return tuple(_stripped(name, words, says, *each) for each in ends if each != (0, len(words)))


def _to_the_right(says: Sequence[str]) -> int:
    """Return the place after the last word of the name.

    A figure, a unit, a Roman number, a tunnel code or an article's number is plain only beside what it belongs to; a
    word that joins ("in", "de") and places only before a plain word.
    """
    last = pending = len(says)
    for n in range(len(says) - 1, -1, -1):
        after = says[n + 1 : last]
        if not says[n] or (says[n] in ("joint", "place") and pending == len(says)):
            break
        if says[n] == "code" and says[max(n - 1, 0)] != "code label":
            break
        pending = n
        has_neighbour = set(after) - {"number", "place"} or (not after and last < len(says))
        if says[n] not in BELONGING or (says[n] == "number" and has_neighbour):
            last = n
    return last


def _from_the_left(words: Sequence[TextWord], says: Sequence[str]) -> int:
    """Return the place of the first word of the name."""
    first = 0
    while first < len(says) and _is_plain_from_the_left(words, says, first):
        first += 1
    return first


def _is_plain_from_the_left(words: Sequence[TextWord], says: Sequence[str], n: int) -> bool:
    """Say whether a word is plain after plain words: a figure before a name may be a place of it ("4 piperidone")."""
    match says[n]:
        case "":
            return False
        case "number" | "place":
            is_long = says[n] == "number" and len(words[n].key) > 1
            return (n > 0 and is_long) or (n + 1 < len(says) and says[n + 1] in MEASURES)
        case "joint" | "sign" | "unit" | "share":
            return n > 0
        case "code":
            return says[n - 1 : n] == ["code label"]
        case _:
            return True


def _stripped(name: str, words: Sequence[TextWord], says: Sequence[str], first: int, last: int) -> StrippedName:
    start = words[first].first
    left = name[start - (name[:start][-1:] == "(") : words[last - 1].last]
    left += ")" * (left.count("(") == left.count(")") + 1)
    taken = (*_trade_words(name, words, says, 0, first), *_trade_words(name, words, says, last, len(words)))
    return StrippedName(left, taken)


def _trade_words(
    name: str, words: Sequence[TextWord], says: Sequence[str], first: int, last: int
) -> Iterator[StrippedWords]:
    """Yield the words of a stretch, neighbours of one kind together."""
    start, kinds = first, _kinds(says[first:last])
    for n in range(first, last):
        if n + 1 == last or kinds[n + 1 - first] != kinds[n - first]:
            text = name[words[start].first : words[n].last].strip(" ,;:-()[]")
            yield StrippedWords(kinds[n - first], text)
            start = n + 1


def _kinds(says: Sequence[str]) -> list[str]:
    """Return the kind of each word; a figure or a word that joins is of the kind of what comes after it, or before."""
    kinds = [KINDS.get(meaning, meaning) for meaning in says]
    for n in range(len(kinds) - 2, -1, -1):
        kinds[n] = kinds[n] or kinds[n + 1]
    for n in range(1, len(kinds)):
        kinds[n] = kinds[n] or kinds[n - 1]
    return [kind or "packing" for kind in kinds]
