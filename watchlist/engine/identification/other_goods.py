"""Goods that are no chemical, known by the words of their description: "cotton T-shirts", "Holzmöbel", "陶瓷砖".

What they are is in data/other_goods.csv, in the languages of trade. A text is of such goods only where no word of it
speaks for a chemical: none that is held or in the dictionary, none built like a chemical's name, none of contents or of
a class, and nothing unknown beside a bottle or a drum, which may hold it. What is not plain stays unidentified.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from chemistry import counterion_words, normalise_name
from watchlist.engine.host import table
from watchlist.engine.identification.morphemes import is_built_of_morphemes
from watchlist.engine.identification.names import Names
from watchlist.engine.identification.records import Candidate
from watchlist.engine.identification.strip_trade_terms import word_meaning
from watchlist.engine.identification.within import Phrase, chemical_characters, phrases_of, tells_of_contents
from watchlist.engine.identification.wordings import vague_words

KNOWN_BY_A_WORD: Final = frozenset({"article", "food"})
"""Kinds of goods that are known by one word, whatever brand or model stands beside it.

A container may hold what the other words name, a material may be a part of it, and a plastic only says what goods are
made of.
"""
PLASTIC: Final = "plastic"
MANY_THINGS: Final = "many things"
"""What words of slang stand for, that are ordinary words beside goods: "snow boots", "glass jars"."""
LONGEST: Final = 3
"""Words of one name of goods ("dining room table")."""
SHORTEST_END: Final = 5
"""Letters of goods that a longer word may end with: "Holzmöbel"."""
SHORTEST_JOINED: Final = 2
"""Characters of goods in a script that writes no spaces."""
SHORTEST_NAME: Final = 4
"""Letters of a chemical's name: what is shorter ("tea") is an abbreviation of too many things."""
LOCANTS = re.compile(r"(?<![\w.])\d(?:,\d)+-[a-z]", re.IGNORECASE)
_JOINED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile("[\u3400-\u9fff]")
_HEAD_FIRST = re.compile("[\u0e00-\u0e7f]")
"""Thai names goods first, and says then of what kind they are."""


class OtherGoods(NamedTuple):
    """Goods that are no chemical; `rest`: what is left of a longer word that names them."""

    text: str
    kind: str
    rest: str = ""


def other_goods(names: Names, text: str) -> tuple[Candidate, ...]:
    """Return the goods that a text is plainly of, as a guess without a structure; nothing for any other text."""
    phrases = phrases_of(text)
    if LOCANTS.search(text) or any(tells_of_contents(phrase.words) for phrase in phrases):
        return ()
    found: list[OtherGoods] = []
    others: list[str] = []
    for phrase in phrases:
        _sort(phrase, found, others)
    words = (*others, *(goods.rest for goods in found if goods.rest))
    kinds = {goods.kind for goods in found} - {PLASTIC}
    if not kinds or any(_may_be_chemical(names, word) for word in words):
        return ()
    if kinds.isdisjoint(KNOWN_BY_A_WORD) and not all(map(word_meaning, words)):
        return ()
    called = ", ".join(dict.fromkeys(goods.text for goods in found))
    return (Candidate(called, "", "", "guess", "dictionary", is_other_goods=True),)


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
    key = "".join(words)
    if goods := _goods().get(key):
        return goods
    part = None if len(words) > 1 else next(_parts(key), None)
    if part is None or _goods()[part].kind not in KNOWN_BY_A_WORD:
        return None
    return _goods()[part]._replace(rest=key.replace(part, "", 1))


def _parts(key: str) -> Iterator[str]:
    """Yield the goods that a longer word ends with, or begins with where a script names them first; longest first."""
    is_joined = _JOINED.search(key) is not None
    is_head_first = _HEAD_FIRST.search(key) is not None
    for size in range(len(key) - 1, (SHORTEST_JOINED if is_joined else SHORTEST_END) - 1, -1):
        part = key[:size] if is_head_first else key[-size:]
        if part in _by_size()[size]:
            yield part


def _may_be_chemical(names: Names, word: str) -> bool:
    """Say whether a word speaks for a chemical: by what it names, by its parts, or as a word for chemicals."""
    if vague_words().get(word, MANY_THINGS) != MANY_THINGS or word in counterion_words() or is_built_of_morphemes(word):
        return True
    if not chemical_characters().isdisjoint(_HAN.findall(word)):
        return True
    return len(word) >= SHORTEST_NAME and (word in names.law.names or bool(names.dictionary.by_proper_names(word)))


@cache
def _goods() -> Mapping[str, OtherGoods]:
    """Return the rows of data/other_goods.csv by their match keys; what several languages write alike has one kind."""
    rows = table("identification", "other_goods.csv")
    return {normalise_name(row["text"]): OtherGoods(row["text"], row["kind"]) for row in rows}


@cache
def _by_size() -> Mapping[int, set[str]]:
    by_size: defaultdict[int, set[str]] = defaultdict(set)
    for key in _goods():
        by_size[len(key)].add(key)
    return by_size
