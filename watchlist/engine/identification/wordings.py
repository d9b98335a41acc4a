"""A name as written and as it may be read: words of trade taken off it, counter-ions too, and what they say kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

from chemistry import LONGEST_NAME, normalise_name, peel_counterion
from watchlist.engine.host import table
from watchlist.engine.identification.ascii_patterns import may_match_ascii
from watchlist.engine.identification.records import StrippedWords, in_order
from watchlist.engine.identification.strip_trade_terms import strip_trade_terms

REMEMBERED: Final = 65_536
MOST_TRADE_WORDS: Final = 12
EDGE_MARKS: Final = " ,;:-()[]"
"""What stands between a name and the words of trade on it, and belongs to neither."""
NO_WORD = re.compile(r"[\W\d_]+")
JOINING: Final = frozenset({"", "for", "of", "and", "or", "the", "as", "in", "de", "para", "pour", "fur", "und", "nos"})
CATALOGUE_NUMBER = re.compile(
    r"(?:(?:art|article|item|product|prod|ref|lot|batch|code|sku|cat|part|model|no)\b[.:#\s]*)*"
    r"(?!\d{2,7}-\d\d-\d$)"
    r"(?:[A-Z]{1,5}[-_./ ]?\d{2,8}[A-Z]{0,3}|\d{2,8}[-_./]?[A-Z]{1,4}|\d{3,12}|\d{1,4}[-_./]\d{3,8})"
    r"(?:[-_./]\w{1,6}){0,3}",
    re.IGNORECASE,
)
"""Letters and digits as suppliers number their articles; of what no look-up knows, so that P2P and R-29676 are none."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A name as it may be read, the forms that the words taken off it stand for, and the words of trade among them."""

    text: str
    forms: tuple[str, ...] = ()
    words: tuple[StrippedWords, ...] = ()

    @property
    def key(self) -> str:
        """Return the match key of the name."""
        return normalise_name(self.text)


@lru_cache(REMEMBERED)
def readings(name: str) -> tuple[Wording, ...]:
    """Return the name with less and less on it: words of trade taken off one by one, counter-ions at every step."""
    found: dict[str, Wording] = {}
    wording: Wording | None = Wording(name[:LONGEST_NAME])
    for _ in range(MOST_TRADE_WORDS):
        if wording is None:
            break
        found.setdefault(wording.text, wording)
        if peeled := peel_counterion(wording.text):
            forms = in_order((*wording.forms, *peeled.forms))
            found.setdefault(peeled.base, Wording(peeled.base, forms, wording.words))
        plainer = [
            Wording(stripped.text, wording.forms, (*stripped.words, *wording.words))
            for stripped in strip_trade_terms(wording.text)
        ]
        found |= {reading.text: reading for reading in plainer[:-1] if reading.text not in found}
        wording = plainer[-1] if plainer else _without_trade_word(wording)
    found.pop(name, None)
    return tuple(found.values())


def _without_trade_word(wording: Wording) -> Wording | None:
    words = _any_trade_word(is_ascii=wording.text.isascii())
    places = {place for place, pattern in words.items() if pattern.fullmatch(wording.text)}
    for row in trade_words() if places else ():
        if row.place in places and (match := row.pattern.fullmatch(wording.text)):
            left = match["left"].strip(" ,;:-")
            if not left:
                return None
            off = (wording.text[: match.start("left")] + wording.text[match.end("left") :]).strip(EDGE_MARKS)
            forms = in_order((*wording.forms, row.form) if row.form else wording.forms)
            return Wording(left, forms, (StrippedWords(row.kind, off, row.product_form), *wording.words))
    return None


@dataclass(frozen=True)
class _TradeRow:
    place: str
    words: str
    form: str
    kind: str
    product_form: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the words anchored at their place: few rows of all languages are ever asked for theirs."""
        return _at(self.place, self.words)


PLACES: Final = {
    "start": r"[\s(\[,]*(?:{pattern})(?:[\s,;:)\]]+(?:of\s+)?|(?<=:))(?P<left>\S.*)",
    "end": r"(?P<left>.*?[^\s(\[,;:-])(?:[\s(\[,;:-]+)(?:{pattern})[\s.,;)\]]*",
    "joined_start": r"[\s(\[,]*(?:{pattern})[\s,;:)\]]*(?P<left>\S.*)",
    "joined_end": r"(?P<left>.*?[^\s(\[,;:-])[\s(\[,;:-]*(?:{pattern})[\s.,;)\]]*",
}


@cache
def trade_words() -> tuple[_TradeRow, ...]:
    """Return the rows of data/trade_words.csv, each anchored at an end of a name; joined: scripts without spaces."""
    return tuple(
        _TradeRow(place, *(row[column] for column in ("pattern", "form", "kind", "product_form")))
        for row in _trade_rows()
        for place in row["place"].split()
    )


@cache
def _any_trade_word(*, is_ascii: bool) -> dict[str, re.Pattern[str]]:
    """Return one pattern a place that matches where any row does: most names bear no word of trade.

    `is_ascii`: of the rows that may match a text of ASCII.
    """
    rows = [row for row in _trade_rows() if not is_ascii or may_match_ascii(row["pattern"])]
    patterns = {place: [row["pattern"] for row in rows if place in row["place"].split()] for place in PLACES}
    alternatives = {
        place: "|".join(f"(?:{each})" for each in several) for place, several in patterns.items() if several
    }
    return {place: _at(place, several) for place, several in alternatives.items()}


def _at(place: str, pattern: str) -> re.Pattern[str]:
    return re.compile(PLACES[place].replace("{pattern}", pattern), re.IGNORECASE | re.DOTALL)


@cache
def _trade_rows() -> tuple[dict[str, str], ...]:
    return tuple(table("identification", "trade_words.csv"))


@lru_cache(REMEMBERED)
def vague(name: str) -> str:
    """Return what a name that names no substance stands for ("a use"); empty for any other.

    Such names are the words of data/vague_words.csv, several of them together ("chemical samples"), and the number of
    an article in somebody's catalogue ("AX-1290").
    """
    words = vague_words()
    visible_name = visible(name)
    if says := words.get(normalise_name(visible_name)):
        return says
    if CATALOGUE_NUMBER.fullmatch(visible_name):
        return "a product in somebody's catalogue"
    meanings = [
        words.get(key, "") for word in NO_WORD.split(visible_name) if (key := normalise_name(word)) not in JOINING
    ]
    return next(iter(meanings)) if meanings and all(meanings) else ""


@cache
def vague_words() -> dict[str, str]:
    """Return the words of data/vague_words.csv, which name no substance, with what they do say."""
    return {normalise_name(row["word"]): row["says"] for row in table("identification", "vague_words.csv")}


@lru_cache(REMEMBERED)
def visible(text: str) -> str:
    """Return the text without what cannot be seen: bidirectional and zero-width marks, NUL, controls, long gaps."""
    if not (text.isascii() and text.isprintable()):
        normalised = unicodedata.normalize("NFKC", text[:LONGEST_NAME])
        text = "".join(c for c in normalised if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join(text[:LONGEST_NAME].split())
