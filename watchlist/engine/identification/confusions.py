"""Letters of a name that look like others: what it may have been before it was scanned or garbled, put right, and
whether a person may see another word than was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from chemistry import LONGEST_NAME, STRUCK
from watchlist.engine.errors import LineProblem
from watchlist.engine.host import table

REMEMBERED: Final = 4_096
SCANNED_WORD: Final = re.compile(r"[^\W_]+")
SCANNED_FIGURE: Final = re.compile(r"[lIOoS]\d+|\d+[lIOoS]|\d*[lIOoS]\d+")
FEWEST_LETTERS: Final = 3
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
NAMES_REMEMBERED: Final = 16_384
WORD: Final = re.compile(r"[^\W\d_]{2,}")
MATHEMATICAL: Final = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189\u249c-\u24b5]")
"""Letters in styles of mathematics, in circles, squares and brackets: nobody writes goods in them."""
PHONETIC: Final = re.compile("[\u0250-\u0258\u025a-\u02af\u1d00-\u1dbf\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab6f]")
ALPHABETS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU", "GEORGIAN", "DESERET")
MULTIPLIED: Final = "xXхХ"
"""The sign of multiplication stands in words of either script: "25кгx4"."""
LOCANTS: Final = frozenset("αβγδεζηθλμξπστφχψωΔΩΣ")
"""Greek letters that stand at the beginning of a Latin word for what they are: "αPVP", "μmol"."""


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
    name = name[:LONGEST_NAME]
    found: tuple[str, ...] = (in_one_script(name),)
    for confusion in confusions():
        found = tuple(reading for text in found for reading in _read_again(text, confusion))[:MOST_READINGS]
    return tuple(dict.fromkeys(reading for reading in found if reading != name))


def _read_again(text: str, confusion: Confusion) -> tuple[str, ...]:
    if confusion.written not in text or not confusion.pattern.search(text):
        return (text,)
    return (*(confusion.pattern.sub(meant, text) for meant in confusion.meant), text)


@lru_cache(REMEMBERED)
def as_typed(name: str) -> str:
    """Return a text with the figures that a scanner put into its words as letters, and its letters in figures likewise.

    "KET0NE l65 KG NET, DRUM5" was "KETONE 165 KG NET, DRUMS"; a name that has figures of its own is no word of these.
    """
    return SCANNED_WORD.sub(lambda word: _as_typed(word[0]), name)


def _as_typed(word: str) -> str:
    if SCANNED_FIGURE.fullmatch(word):
        return word.translate(str.maketrans("lIOoS", "11005"))
    letters = sum(map(str.isalpha, word))
    if letters < FEWEST_LETTERS or letters <= 2 * sum(map(str.isdigit, word)):
        return word
    is_upper = sum(map(str.isupper, word)) > letters // 2
    return word.translate(str.maketrans("015l", "OISI") if is_upper else str.maketrans("015", "ols"))


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
    for row in table("identification", "confusions.csv"):
        if row["kind"] in PLACES:
            meant.setdefault((row["written"], row["kind"]), []).append(row["meant"])
    found = []
    for (written, kind), meanings in meant.items():
        pattern = PLACES[kind].replace("LETTER", LETTER).replace("WRITTEN", re.escape(written))
        found.append(Confusion(written, re.compile(pattern), tuple(meanings)))
    return tuple(found)


@cache
def _look_alikes() -> tuple[dict[str, str], dict[int, str]]:
    """Return other scripts' letters with the Latin ones that they look like, and Latin letters with the Cyrillic."""
    rows = table("identification", "confusions.csv")
    pairs = [(row["written"], row["meant"]) for row in rows if row["kind"] == "homoglyph"]
    return dict(pairs), {ord(latin): other for other, latin in reversed(pairs) if other >= "\u0400"}


def look_alikes(name: str) -> tuple[LineProblem, ...]:
    """Return the problem of a name that is written to look like another; nothing for other names."""
    letters = () if name.isascii() else _strange_marks(name[:LONGEST_NAME])
    described = ", ".join(
        f"{mark} (U+{ord(mark):04X} {unicodedata.name(mark, 'unnamed').lower()})" for mark in letters[:4]
    )
    return (LineProblem("look_alike_letters", "name", f"the name holds {described}."),) if letters else ()


@lru_cache(NAMES_REMEMBERED)
def _strange_marks(name: str) -> tuple[str, ...]:
    composed = unicodedata.normalize("NFKC", name)
    # The dotted capital of Turkish folds to a letter and a mark, which strikes nothing out.
    found = [*MATHEMATICAL.findall(name), *STRUCK.findall(composed.replace("İ", "i").casefold())]
    found += [mark for word in WORD.findall(composed) for mark in _strange(word)]
    return tuple(dict.fromkeys(mark for marks in found for mark in marks))


def _strange(word: str) -> Iterator[str]:
    """Yield the letters of a word that are of another script than the rest; of a Latin word, those not Latin."""
    if word.isascii():
        return
    rest = word[1:] if word[0] in LOCANTS else word
    by_script: dict[str, list[str]] = {}
    for mark in rest:
        if mark not in MULTIPLIED:
            by_script.setdefault(_alphabet(mark), []).append(mark)
    by_script.pop("", None)
    if len(by_script) > 1:
        yield from (mark for script, marks in by_script.items() if script != "LATIN" for mark in marks)
    yield from PHONETIC.findall(rest)


def _alphabet(mark: str) -> str:
    """Return the alphabet of a letter; "" for ideographs, syllables and whatever is mixed with Latin as a habit."""
    script = unicodedata.name(mark, "").partition(" ")[0]
    return script if script in ALPHABETS else ""
