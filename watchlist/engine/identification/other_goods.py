"""Goods that are no chemical, known by the words of their description: "cotton T-shirts", "Holzmöbel", "陶瓷砖".

What they are is in data/other_goods.csv, in the languages of trade. A text is of such goods only where no word of it
speaks for a chemical: none that is held or in the dictionary, none built like a chemical's name, none of contents or of
a class, and nothing unknown beside a bottle or a drum, which may hold it. What is not plain stays unidentified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from chemistry import normalise_name, peel_counterion
from watchlist.engine.host import table
from watchlist.engine.identification.morphemes import as_pronounced
from watchlist.engine.identification.other_words import OF_A_PRODUCT, SLANG, OtherWords, is_of_trade_word
from watchlist.engine.identification.phrases import Phrase, phrases_of
from watchlist.engine.identification.records import Candidate
from watchlist.engine.identification.strip_trade_terms import word_meaning
from watchlist.engine.identification.within import tells_of_contents
from watchlist.engine.identification.wordings import vague
from watchlist.engine.kept import KeptFile, digest_of

ARTICLE: Final = "article"
MATERIAL: Final = "material"
MEDICINE: Final = "medicine"
PRODUCTS: Final = frozenset({"food", "product", MEDICINE})
"""Kinds of goods that are sold as powders, liquids or tablets."""
KNOWN_BY_A_WORD: Final = PRODUCTS | {ARTICLE}
"""Kinds of goods that are known by one word, whatever brand or model stands beside it.

A container may hold what the other words name, and a plastic only says what goods are made of.
"""
PLASTIC: Final = "plastic"
LONGEST: Final = 3
"""Words of one name of goods ("dining room table")."""
COMPOUNDING: Final = frozenset({"da", "de", "et", "fi", "hu", "nl", "no", "sv"})
"""Languages that join words: "Holzmöbel"."""
SHORTEST_END: Final = 5
SHORTEST_FIRST_PART: Final = 3
"""Letters of goods that a longer word may end with, and of what stands before."""
SHORTEST_MEDICINE: Final = 6
SHORTEST_JOINED: Final = 2
"""Characters of goods in a script that writes no spaces."""
REMEMBERED: Final = 65_536
_JOINED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HEAD_FIRST = re.compile("[\u0e00-\u0e7f]")
"""Thai names goods first, and says then of what kind they are."""


class OtherGoods(NamedTuple):
    """Goods that are no chemical; `rest`: what is left of a longer word that names them."""

    text: str
    kind: str
    rest: str = ""


def other_goods(other_words: OtherWords, text: str) -> tuple[Candidate, ...]:
    """Return the goods that a text is plainly of, as a guess without a structure; nothing for any other text."""
    if vague(text):
        return ()
    found: list[OtherGoods] = []
    others: list[str] = []
    for phrase in phrases_of(text):
        _sort(phrase, found, others)
    kinds = {goods.kind for goods in found} - {PLASTIC}
    if not kinds:
        return ()
    words = [*others, *(goods.rest for goods in found if goods.rest)]
    is_of_things = kinds.isdisjoint(PRODUCTS)
    if other_words.may_name_chemical(text, words, SLANG if is_of_things else OF_A_PRODUCT):
        return ()
    if not _are_known_by_a_word(kinds) and not _are_plain(text, words):
        return ()
    called = ", ".join(dict.fromkeys(goods.text for goods in found))
    return (Candidate(called, "", "", "guess", "dictionary", other_goods="thing" if is_of_things else "product"),)


def _are_known_by_a_word(kinds: set[str]) -> bool:
    """Say whether goods are known by one word of them; what they are made of is, where nothing is packed in it."""
    return not kinds.isdisjoint(KNOWN_BY_A_WORD) or kinds == {MATERIAL}


def _are_plain(text: str, words: Iterable[str]) -> bool:
    return all(map(is_of_trade_word, words)) and not any(tells_of_contents(part.words) for part in phrases_of(text))


def _sort(phrase: Phrase, found: list[OtherGoods], others: list[str]) -> None:
    """Add what names goods in a phrase to `found`, its other words to `others`."""
    words, at = phrase.words, 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            if goods := _named(words[at : at + size]):
                found.append(goods)
                at += size
                break
        else:
            others.append(words[at])
            at += 1


def _named(words: Sequence[str]) -> OtherGoods | None:
    return _goods().get("".join(words)) or (_by_one_word(words[0]) if len(words) == 1 else None)


@lru_cache(REMEMBERED)
def _by_one_word(key: str) -> OtherGoods | None:
    """Return the medicine that a word names, or the goods that a longer word is a kind of."""
    if word_meaning(key):
        return None
    if medicine := _medicine(key):
        return medicine
    part = next(_parts(key), None)
    if part is None or _goods()[part].kind not in KNOWN_BY_A_WORD:
        return None
    return _goods()[part]._replace(rest=key.replace(part, "", 1))


def _parts(key: str) -> Iterator[str]:
    """Yield the goods that a longer word ends with, or begins with where a script names them first; longest first."""
    if _JOINED.search(key):
        is_head_first = _HEAD_FIRST.search(key) is not None
        for size in range(len(key) - 1, SHORTEST_JOINED - 1, -1):
            part = key[:size] if is_head_first else key[-size:]
            if part in _goods():
                yield part
    else:
        sizes = range(len(key) - SHORTEST_FIRST_PART, SHORTEST_END - 1, -1)
        yield from (key[-size:] for size in sizes if key[-size:] in _table().ends)


@dataclass(frozen=True, slots=True)
class NamesOfGoods:
    """The rows of data/other_goods.csv by their match keys, and the keys of languages that join words."""

    goods: dict[str, OtherGoods]
    ends: frozenset[str]


KEPT: Final = KeptFile("goods-{digest}.pickle", NamesOfGoods)
MADE_BY: Final = (
    "chemistry/names",
    "watchlist/engine/host.py",
    "watchlist/engine/identification/other_goods.py",
    "watchlist/engine/identification/data/other_goods.csv",
)


@cache
def _table() -> NamesOfGoods:
    return KEPT.get(digest_of((), MADE_BY), _read_table)


def _read_table() -> NamesOfGoods:
    rows = [(normalise_name(row["text"]), row) for row in table("identification", "other_goods.csv")]
    return NamesOfGoods(
        {key: OtherGoods(row["text"], row["kind"]) for key, row in rows},
        frozenset(key for key, row in rows if row["language"] in COMPOUNDING),
    )


def load_goods() -> None:
    """Read the table, or make it: processes that are forked afterwards share it."""
    _table()


def _goods() -> Mapping[str, OtherGoods]:
    """Return the goods by their match keys."""
    return _table().goods


def _medicine(key: str) -> OtherGoods | None:
    """Return the medicine that a word names, a counter-ion on it or not: "Bisoprololfumarat"."""
    if len(key) < SHORTEST_MEDICINE:
        return None
    salt = peel_counterion(key)
    return _medicines().get(as_pronounced(salt.base if salt else key))


@cache
def _medicines() -> Mapping[str, OtherGoods]:
    """Return the medicines by how their names are pronounced: each language writes them in its own way."""
    medicines = (goods for goods in _goods().values() if goods.kind == MEDICINE)
    return {letters: goods for goods in medicines if (letters := as_pronounced(goods.text))}
