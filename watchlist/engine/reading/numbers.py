"""Numbers as manifests write them: one reading, or none; in Chinese digits too (五十, 两千五百), and as shares.

A share is a concentration in per cent.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from watchlist.engine.reading.errors import PercentUnreadable

_SHARE = r"[0-9]{1,3}(?:[.,][0-9]{1,9})?"
_BASIS = r"\(?(?:[wmv]/[wmv]|(?:by\s+)?(?:wt|weight|vol|volume|mass))\.?\)?"
_SIGN = r"(?:%|per\s?cent|pct|prozent|pour\s?cent|por\s?cien?to|por\s?cento|процент(?:а|ов)?)"
_PERCENT = re.compile(
    rf"(?P<before><=?|>=?|[≤≥]|min\.?|max\.?|at least|up to)?\s*(?P<low>{_SHARE})\s*(?P<plus>\+)?\s*%?\s*"
    rf"(?:(?:-|to)\s*(?P<high>{_SHARE})\s*)?"
    rf"(?:{_BASIS}\s*)?{_SIGN}\s*(?:{_BASIS})?\s*(?P<after>\+|min\.?|max\.?)?",
    re.IGNORECASE,
)
_AT_LEAST = frozenset({">", ">=", "≥", "min", "at least", "+"})
_AT_MOST = frozenset({"<", "<=", "≤", "max", "up to"})
_DASHES = str.maketrans("‐‑‒–—−~～", "--------")
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share as declared: between `low` and `high`, in per cent, the two equal where one figure was given."""

    low: Decimal
    high: Decimal


_DIGITS: Final = {
    mark: value
    for marks in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖")
    for value, mark in enumerate(marks)
} | {"两": 2, "兩": 2}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS: Final = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
NUMERALS: Final = "".join([*_DIGITS, *_TENS, *MYRIADS])

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
"""Characters of a number or share that is read, and of each text that a convention is inferred from.

A longer text is none, and would cost more than it is worth.
"""


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
    decimal_marks = set[str | None]()
    for text in texts:
        for token in _NUMBER.findall(unicodedata.normalize("NFKC", text[:LONGEST]).translate(_MARKS)):
            # One number is enough to tell, where all its readings take the same mark for granted.
            points = {point for _, point in _readings(_split(token)[0])}
            decimal_marks |= points if len(points) == 1 else set()
    decimal_marks.discard(None)
    return NumberConvention(decimal_marks.pop()) if len(decimal_marks) == 1 else UNDECIDED


def shape(text: str) -> str:
    """Return a text that shows the same convention as this one, and that many others are turned into too."""
    return text[:LONGEST].translate(_FIGURES)


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


def read_chinese(text: str) -> Decimal | None:
    """Return the value of a run of Chinese digits, None where it is no number: 五十 is 50, 五〇 is 50, 千十 none."""
    if len(text) > 1 and all(mark in _DIGITS for mark in text):
        return Decimal("".join(str(_DIGITS[mark]) for mark in text))
    whole = section = digit = 0
    last_power = 10_000
    for mark in text:
        if mark in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[mark]
        elif mark in _TENS:
            if _TENS[mark] >= last_power:
                return None
            last_power = _TENS[mark]
            section += (digit or 1) * last_power
            digit = 0
        else:
            whole = (whole + section + digit) * MYRIADS[mark]
            section = digit = 0
            last_power = 10_000
    total = whole + section + digit
    return Decimal(total) if total else None


def read_percent(text: str) -> Percent:
    """Return the share that a text states: "98 %", "≥99.5%", "35 % w/w", "2,5 %", "30-40 %".

    A bare number is refused: a spreadsheet's "0.98" may mean 0.98 % or 98 %. A bound is kept as a range, so that
    "≥25 %" is never taken to lie below a limit of 30 %. Raises PercentUnreadable.
    """
    match = len(text) <= LONGEST and _PERCENT.fullmatch(unicodedata.normalize("NFKC", text).translate(_DASHES).strip())
    if not match:
        raise PercentUnreadable("percent_unreadable", text)
    low = _decimal(match["low"])
    high = _decimal(match["high"] or match["low"])
    bounds = {(match[part] or "").lower().rstrip(".") for part in ("before", "plus", "after")} - {""}
    if len(bounds) > 1 or (bounds and match["high"]):
        raise PercentUnreadable("percent_unreadable", text)
    if low > high or high > _WHOLE:
        raise PercentUnreadable("percent_out_of_range", text)
    return Percent(Decimal(0) if bounds & _AT_MOST else low, _WHOLE if bounds & _AT_LEAST else high)


def plain_number(value: float) -> str:
    """Return the shortest text of a number, at most 15 significant digits, never with an exponent."""
    if not math.isfinite(value):
        return str(value)
    return format(Decimal(format(value, ".15g")), "f")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
