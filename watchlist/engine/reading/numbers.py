"""Numbers as manifests write them: one reading, or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# Bounded groups: no text makes the search for a number cost more than its length.
NUMBER = (
    r"(?:(?<![^\s(])[.,])?[0-9]{1,18}(?:[.,'’][0-9]{1,18}|[ \u00a0\u202f][0-9]{3}(?![0-9])){0,6}"
    r"(?:[eE][+-]?[0-9]{1,2}(?![0-9]))?"
)
_NUMBER = re.compile(NUMBER)
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?P<point>[.,])(?P<part>[0-9]+))?"
)
_INDIAN = re.compile(r"(?P<whole>[1-9][0-9]?(?P<mark>,)(?:[0-9]{2},)+[0-9]{3})(?:(?P<point>\.)(?P<part>[0-9]+))?")
_DECIMAL = re.compile(r"(?=[0-9]|[.,][0-9])(?P<whole>[0-9]*)(?:(?P<point>[.,])(?P<part>[0-9]+))?")
_EXPONENT = re.compile(r"(?P<figures>.+?)[eE](?P<exponent>[+-]?[0-9]{1,2})")
_MARKS = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
_OTHER = {".": ",", ",": "."}
_FIGURES = str.maketrans("23456789", "11111111")
LONGEST = 64
"""Characters of a number that is read, and of each text that a convention is inferred from."""


@dataclass(frozen=True, slots=True)
class NumberConvention:
    """Which mark stands before the decimals in a file, "." or ","; None is undecided."""

    decimal: str | None = None


UNDECIDED = NumberConvention()


@lru_cache(maxsize=4096)
def read_number(text: str, convention: NumberConvention = UNDECIDED) -> tuple[Decimal, ...]:
    """Return every value that a text may have in a file of this convention: "2,5" one, "1,000" two, "1.2.3" none.

    A mark that the convention does not expect is still read where it leaves one reading ("2,5" among "3.75").
    """
    if text.isdecimal() and text.isascii() and len(text) <= LONGEST:
        return (Decimal(text),)
    if len(text) > LONGEST:
        return ()
    figures, exponent = _split(unicodedata.normalize("NFKC", text).translate(_MARKS).strip())
    readings = [(value, point) for value, point in _readings(figures) if point in (None, convention.decimal)]
    if convention.decimal is None or not readings:
        readings = list(_readings(figures))
    return tuple(dict.fromkeys(value.scaleb(exponent) for value, _ in readings))


def infer_number_convention(texts: Iterable[str]) -> NumberConvention:
    """Return the mark of decimals that a file's own numbers show; undecided where they show none, or both."""
    decimal_marks = {point for text in texts for token in _tokens(text) if (point := _decimal_mark(token))}
    return NumberConvention(decimal_marks.pop()) if len(decimal_marks) == 1 else UNDECIDED


def shape(text: str) -> str:
    """Return a text that shows the same convention as this one, and that many others are turned into too."""
    return text[:LONGEST].translate(_FIGURES)


def _tokens(text: str) -> list[str]:
    return _NUMBER.findall(unicodedata.normalize("NFKC", text[:LONGEST]).translate(_MARKS))


def _decimal_mark(token: str) -> str | None:
    """The mark of decimals, where one number is enough to tell it."""
    points = {point for _, point in _readings(_split(token)[0])}
    return points.pop() if len(points) == 1 else None


def _split(text: str) -> tuple[str, int]:
    match = _EXPONENT.fullmatch(text)
    return (match["figures"], int(match["exponent"])) if match else (text, 0)


def _readings(figures: str) -> Iterator[tuple[Decimal, str | None]]:
    """Each value, with the mark of decimals that it takes for granted."""
    for pattern in (_GROUPED, _INDIAN):
        match = pattern.fullmatch(figures)
        if match and match["point"] != match["mark"]:
            whole = "".join(mark for mark in match["whole"] if mark.isdecimal())
            yield Decimal(f"{whole}.{match['part'] or 0}"), match["point"] or _OTHER.get(match["mark"])
    if match := _DECIMAL.fullmatch(figures):
        yield Decimal(f"{match['whole'] or 0}.{match['part'] or 0}"), match["point"]
