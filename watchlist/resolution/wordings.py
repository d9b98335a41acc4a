"""A name as written and as it may be read: words of trade taken off it, counter-ions too, and what they say kept."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from chemistry.nomenclature import LONGEST, normalise_name, peel_counterion
from watchlist.resolution.records import in_order

REMEMBERED: Final = 65_536
MOST_TRADE_WORDS: Final = 12
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
    """A name as it may be read, and the forms that the words taken off it stand for."""

    text: str
    forms: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the match key of the name."""
        return normalise_name(self.text)


@lru_cache(REMEMBERED)
def readings(name: str) -> tuple[Wording, ...]:
    """Return the name with less and less on it: words of trade taken off one by one, counter-ions at every step."""
    found: dict[str, Wording] = {}
    wording: Wording | None = Wording(name[:LONGEST])
    for _ in range(MOST_TRADE_WORDS):
        if wording is None:
            break
        found.setdefault(wording.text, wording)
        if peeled := peel_counterion(wording.text):
            found.setdefault(peeled.base, Wording(peeled.base, in_order((*wording.forms, *peeled.forms))))
        wording = _without_trade_word(wording)
    found.pop(name, None)
    return tuple(found.values())


def _without_trade_word(wording: Wording) -> Wording | None:
    for form, pattern in trade_words():
        if match := pattern.fullmatch(wording.text):
            left = match["left"].strip(" ,;:-")
            return Wording(left, in_order((*wording.forms, form) if form else wording.forms)) if left else None
    return None


@cache
def trade_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of data/trade_words.csv, each anchored at an end of a name, with the form it stands for."""
    places = {
        "start": r"[\s(\[,]*(?:{pattern})(?:[\s,;:)\]]+(?:of\s+)?|(?<=:))(?P<left>\S.*)",
        "end": r"(?P<left>.*?[^\s(\[,;:-])(?:[\s(\[,;:-]+)(?:{pattern})[\s.,;)\]]*",
    }
    with (files("watchlist.resolution") / "data" / "trade_words.csv").open(encoding="utf-8") as lines:
        return tuple(
            (row["form"], re.compile(places[place].replace("{pattern}", row["pattern"]), re.IGNORECASE | re.DOTALL))
            for row in csv.DictReader(lines)
            for place in row["place"].split()
        )


@lru_cache(REMEMBERED)
def vague(name: str) -> str:
    """Return what a name that names no substance stands for ("a use"); empty for any other.

    Such names are the words of data/vague_words.csv, several of them together ("chemical samples"), and the number of
    an article in somebody's catalogue ("AX-1290").
    """
    words = vague_words()
    shown = visible(name)
    if says := words.get(normalise_name(shown)):
        return says
    if CATALOGUE_NUMBER.fullmatch(shown):
        return "a product in somebody's catalogue"
    said = [words.get(key, "") for word in NO_WORD.split(shown) if (key := normalise_name(word)) not in JOINING]
    return next(iter(said)) if said and all(said) else ""


@cache
def vague_words() -> dict[str, str]:
    """Return the words of data/vague_words.csv, which name no substance, with what they do say."""
    with (files("watchlist.resolution") / "data" / "vague_words.csv").open(encoding="utf-8") as lines:
        return {normalise_name(row["word"]): row["says"] for row in csv.DictReader(lines)}


@lru_cache(REMEMBERED)
def visible(text: str) -> str:
    """Return the text without what cannot be seen: bidirectional and zero-width marks, NUL, controls, long gaps."""
    if not (text.isascii() and text.isprintable()):
        shown = unicodedata.normalize("NFKC", text[:LONGEST])
        text = "".join(c for c in shown if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join(text[:LONGEST].split())
