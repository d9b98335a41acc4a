"""Words that say nothing of chemistry: packing, grade, hazard class, terms of trade, and the figures beside them.

The words are those of data/plain_words.csv, in eight languages. No word is among them that is a chemical, part of a
chemical's name, an article that may only bear it ("pump") or a denial ("free", "without").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from chemistry.nomenclature import normalise_name
from watchlist.engine.identification.confusions import in_one_script

REMEMBERED: Final = 65_536
LONGEST_PHRASE: Final = 4

_TUNNEL_CODE: Final = r"\([A-E](?:/[A-E])?\)(?![-\w])"
_LETTERS: Final = r"[^\s,;:/|()\[\]{}\"“”&=、，；：（）【】×*]"
_WORD = re.compile(rf"{_TUNNEL_CODE}|(?<!\w)\d+(?:,\d+)+{_LETTERS}*|{_LETTERS}+")
_MARKS: Final = ".-–—!?'’"

_FIGURE: Final = r"[≥≧≤<>~±+-]*\d[\d.,]*°?"
_NUMBER = re.compile(rf"{_FIGURE}(?:[x×*х~–-]{_FIGURE})*")
_NUMBER_AND_REST = re.compile(rf"{_NUMBER.pattern}(?P<rest>\D.*)")
_PLACES = re.compile(r"\d(?:,\d)+")
"""Digits that may be places of a name ("butanediol 1,4"), and a decimal only beside a unit."""
_SIGN = re.compile(rf"i{{1,3}}|[fs]-[a-z]|{_TUNNEL_CODE}", re.IGNORECASE)
"""Packing groups, emergency schedules, tunnel codes."""
_UN_NUMBER = re.compile(r"(?:un|na|onu|оон)-?\d{4}")
_CAS = re.compile(r"\d{2,7}[-–.]\d\d[-–.]\d")
_JOINT = re.compile("[-'’]")
_CODE = re.compile(r"(?=\D*\d)[\w.-]+")
_JOINED_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class TextWord(NamedTuple):
    """A word of a text: where it stands, as written, and its match key."""

    first: int
    last: int
    text: str
    key: str


def words_of(text: str) -> list[TextWord]:
    """Return the words of a text, without the marks around them."""
    found = []
    for match in _WORD.finditer(text):
        written = match[0].strip(_MARKS)
        if written:
            start = match.start() + match[0].index(written)
            found.append(TextWord(start, start + len(written), written, normalise_name(written)))
    return found


def word_meanings(words: Sequence[TextWord]) -> list[str]:
    """Return the meaning of each word as a trade term, "" where it may be chemistry; the longest phrase decides."""
    says = [word_meaning(word.text) for word in words]
    for first in range(len(words)):
        for size in range(min(LONGEST_PHRASE, len(words) - first), 1, -1):
            if phrase := plain_words().get("".join(word.key for word in words[first : first + size])):
                says[first : first + size] = [phrase] * size
                break
    return says


@lru_cache(REMEMBERED)
def word_meaning(word: str) -> str:
    """Return the meaning of a word: that of the table, or `number`, `place`, `sign`, `code`; else ""."""
    written = word.casefold()
    if _CAS.fullmatch(written):
        return ""
    if _SIGN.fullmatch(written):
        return "sign"
    as_meant = (word, in_one_script(word))
    in_table = next(filter(None, (plain_words().get(normalise_name(spelling)) for spelling in as_meant)), "")
    return in_table or _meaning_by_shape(written)


def _meaning_by_shape(written: str) -> str:
    if _NUMBER.fullmatch(written):
        return "place" if _PLACES.fullmatch(written) else "number"
    if _UN_NUMBER.fullmatch(written):
        return "hazard"
    if match := _NUMBER_AND_REST.fullmatch(written):
        return _meaning_beside_figure(match["rest"])
    if _JOINED_SCRIPT.search(written):
        return "packing" if _joined().fullmatch(written) else ""
    return "code" if _CODE.fullmatch(written) else ""


def _meaning_beside_figure(rest: str) -> str:
    """Return the meaning of a figure with a unit or packing on it: "25kg", "25-kg-sack", "99.5%", "165公斤镀锌桶"."""
    if rest.rstrip("+") == "%":
        return "concentration"
    if is_measure(rest) or (_JOINED_SCRIPT.search(rest) and _joined().fullmatch(rest)):
        return "packing"
    return "" if _JOINED_SCRIPT.search(rest) else "code"


def is_measure(text: str) -> bool:
    """Say whether a text is units and packings joined by marks: "kg", "-kg-Sack", "'FCL"."""
    parts = [part for part in _JOINT.split(text) if part]
    return bool(parts) and all(plain_words().get(normalise_name(part)) in ("unit", "packing") for part in parts)


@cache
def plain_words() -> dict[str, str]:
    """Return the words of data/plain_words.csv by match key, with what they say."""
    with (files("watchlist.engine.identification") / "data" / "plain_words.csv").open(encoding="utf-8") as lines:
        return {normalise_name(row["word"]): row["says"] for row in csv.DictReader(lines)}


@cache
def _joined() -> re.Pattern[str]:
    """Return the pattern of plain words, figures and units written without spaces."""
    words = (key for key, says in plain_words().items() if says in ("unit", "packing") or _JOINED_SCRIPT.match(key))
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("(?:[\\d.,%≥>~+-]|" + "|".join(map(re.escape, longest_first)) + ")++")
