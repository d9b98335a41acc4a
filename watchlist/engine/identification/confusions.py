"""What a name may have been before it was scanned or garbled: letters that look alike, put right."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from chemistry.nomenclature import LONGEST

REMEMBERED: Final = 4_096
MOST_READINGS: Final = 8

LETTER: Final = r"[^\W\d_]"
PLACES: Final = {
    "digit for letter": (
        r"(?:(?<=LETTER)|(?<=LETTERWRITTEN))WRITTEN(?=LETTER|WRITTENLETTER)|(?<![\w,'’-])WRITTEN(?=LETTER{3})|(?<=LETTERLETTERLETTER)WRITTEN(?!\w)"
    ),
    "letter among capitals": r"(?<=[A-Z])WRITTEN|WRITTEN(?=[A-Z]{2})",
    "sign for letter": r"WRITTEN(?=LETTER)|(?<=LETTER)WRITTEN",
    "letter for digit": r"(?<!\w)WRITTEN(?=[,'’-])",
    "letters run together": "WRITTEN",
}
"""Where each kind of confusion of data/confusions.csv stands."""
LATIN: Final = re.compile("[a-z]", re.IGNORECASE)
OTHER_SCRIPT: Final = re.compile(f"[\u0400-\u052f]|(?<={LETTER})[\u0370-\u03ff]|[\u0370-\u03ff](?={LETTER})")
"""Cyrillic and Greek; a Greek letter by itself is a locant and stays."""


class Confusion(NamedTuple):
    """One thing written, where it is suspect, and what it may mean."""

    written: str
    pattern: re.Pattern[str]
    meant: tuple[str, ...]


@lru_cache(REMEMBERED)
def repaired(name: str) -> tuple[str, ...]:
    """Return what a name may have been, itself left out: at most eight readings, none for most names.

    Letters of two scripts are put into one; digits and signs within words become the letters that they look like (0/o,
    1/l, 5/s), letters that stand as locants digits (l/1), and letters run together part again (rn/m, cl/d).
    """
    name = name[:LONGEST]
    found: tuple[str, ...] = (in_one_script(name),)
    for confusion in confusions():
        found = tuple(reading for text in found for reading in _read_again(text, confusion))[:MOST_READINGS]
    return tuple(dict.fromkeys(reading for reading in found if reading != name))


def _read_again(text: str, confusion: Confusion) -> tuple[str, ...]:
    if confusion.written not in text or not confusion.pattern.search(text):
        return (text,)
    return (*(confusion.pattern.sub(meant, text) for meant in confusion.meant), text)


@lru_cache(REMEMBERED)
def in_one_script(name: str) -> str:
    """Return a text in Latin letters where that leaves no others, else in the others where that leaves no Latin."""
    if not OTHER_SCRIPT.search(name):
        return name
    latin = OTHER_SCRIPT.sub(lambda letter: _look_alikes()[0].get(letter[0], letter[0]), name)
    if not OTHER_SCRIPT.search(latin):
        return latin
    other = name.translate(_look_alikes()[1])
    return name if LATIN.search(other) else other


@cache
def confusions() -> tuple[Confusion, ...]:
    """Return the confusions of data/confusions.csv within one script, in the order of the file."""
    meant: dict[tuple[str, str], list[str]] = {}
    for row in _rows():
        if row["kind"] in PLACES:
            meant.setdefault((row["written"], row["kind"]), []).append(row["meant"])
    return tuple(
        Confusion(written, _pattern(written, kind), tuple(meanings)) for (written, kind), meanings in meant.items()
    )


def _pattern(written: str, kind: str) -> re.Pattern[str]:
    return re.compile(PLACES[kind].replace("LETTER", LETTER).replace("WRITTEN", re.escape(written)))


@cache
def _look_alikes() -> tuple[dict[str, str], dict[int, str]]:
    """Return other scripts' letters with the Latin ones that they look like, and Latin letters with the Cyrillic."""
    pairs = [(row["written"], row["meant"]) for row in _rows() if row["kind"] == "homoglyph"]
    return dict(pairs), {ord(latin): other for other, latin in reversed(pairs) if other >= "\u0400"}


def _rows() -> list[dict[str, str]]:
    with (files("watchlist.engine.identification") / "data" / "confusions.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
