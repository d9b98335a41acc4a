"""Days as manifests write them: one reading, or none; and CAS numbers that a spreadsheet took for dates.

75-09-2 becomes 2 September 1975, and is written in any way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from chemistry import CasError, normalise_cas
from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.errors import DateUnreadable

_PART = r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATES = re.compile(
    rf"(?P<y>[0-9]{{4}})(?P<mark>[-/.])(?P<a>{_PART})(?P=mark)(?P<b>[0-9]{{2}}|(?<=[/.])[0-9])(?:[T ]00:00(?::00)?)?"
    rf"|(?P<c>{_PART})(?P<mark2>[/.])(?P<d>{_PART})(?P=mark2)(?P<z>[0-9]{{4}}|[0-9]{{2}})"
    rf"|(?P<e>{_PART})[-/. ](?P<word>[^\W\d_]{{3,10}})\.?[-/. ](?P<w>[0-9]{{4}}|[0-9]{{2}})"
)
_LONGEST = 32
# The years that a spreadsheet gives to two digits of 30 to 99; the first part of a CAS number is never below 50.
_SHORT_YEARS = range(1950, 2000)

_TIME = re.compile(
    r"(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[AP]M)?\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
_YEAR_FIRST = (
    re.compile(r"(?P<year>[0-9]{4})\s*([-/.])\s*(?P<month>[0-9]{1,2})\s*\2\s*(?P<day>[0-9]{1,2})\.?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<year>[0-9]{4})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日?"),
)
_YEAR_LAST = re.compile(
    r"(?P<first>[0-9]{1,2})\s*(?P<mark>[-/.])\s*(?P<second>[0-9]{1,2})\s*(?P=mark)\s*(?P<year>[0-9]{4})"
)
# A year of two digits is taken only where its place cannot be that of the day: after dots, or after a month's name.
_SHORT_DOTTED = re.compile(r"(?P<first>[0-9]{1,2})(?P<mark>\.)\s?(?P<second>[0-9]{1,2})\.\s?(?P<year>[0-9]{2})")
_WORD = r"(?P<word>[^\W\d_]+)\.?"
_WORDED = (
    re.compile(
        rf"(?P<day>[0-9]{{1,2}})(?:(?:st|nd|rd|th|er|o)\b|\.)?[\s/-]*(?:de\s+)?{_WORD},?[\s/-]*(?:del?\s+)?"
        r"(?P<year>[0-9]{4}|[0-9]{2})(?:\s*(?:г\.?|года?))?"
    ),
    re.compile(rf"{_WORD}\s*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<year>[0-9]{{4}})"),
    re.compile(rf"(?P<year>[0-9]{{4}})[\s/-]*{_WORD}[\s/-]*(?P<day>[0-9]{{1,2}})"),
)
# The order of day and month as a header states it: DD/MM/YYYY, TT.MM.JJJJ, jj/mm/aaaa, дд.мм.гггг, MM-DD-YYYY.
_STATED = re.compile(r"\b(?P<first>dd?|tt?|jj?|дд?|mm?|мм?)[-/.](?:dd?|tt?|jj?|дд?|mm?|мм?)[-/.](?:yy|aa|jj|гг)")
_YEARS = range(1900, 2200)
LONGEST = 64
"""Characters of a date that is read: a longer text is none, and would cost more than it is worth."""


class DateOrder(StrEnum):
    """Which of two numbers stands first."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class DateConvention:
    """How a file orders its days and months: between slashes or dashes, and between dots; None is undecided."""

    slashed: DateOrder | None = None
    dotted: DateOrder | None = DateOrder.DAY_FIRST

    def order(self, mark: str) -> DateOrder | None:
        return self.dotted if mark == "." else self.slashed


def read_date(text: str, convention: DateConvention = DateConvention()) -> date:
    """Return the one day that a text means in a file of this convention; raises DateUnreadable."""
    if len(text) > LONGEST:
        raise DateUnreadable(text)
    bare = _TIME.sub("", unicodedata.normalize("NFKC", text).strip())
    readings = sorted(set(_readings(bare, convention)))
    if len(readings) != 1:
        raise DateUnreadable(text, readings)
    return readings[0]


def infer_date_convention(texts: Iterable[str], headers: Iterable[str] = ()) -> DateConvention:
    """Return the order that a file's own dates and headers show; undecided where they show none, or both."""
    found = filter(None, (_STATED.search(header.casefold()) for header in headers))
    stated = {DateOrder.MONTH_FIRST if match["first"][0] in "mм" else DateOrder.DAY_FIRST for match in found}
    slashed, dotted = set(stated), set(stated)
    for text in texts:
        match = _YEAR_LAST.match(unicodedata.normalize("NFKC", text[:LONGEST]).strip())
        orders = _possible(match) if match else []
        if match and len(orders) == 1:
            (dotted if match["mark"] == "." else slashed).add(orders[0])
    return DateConvention(_only(slashed, None), _only(dotted, DateOrder.DAY_FIRST))


def _readings(text: str, convention: DateConvention) -> Iterator[date]:
    for pattern in _YEAR_FIRST:
        if match := pattern.fullmatch(text):
            yield from _day(match["year"], match["month"], match["day"])
    if match := _YEAR_LAST.fullmatch(text) or _SHORT_DOTTED.fullmatch(text):
        orders, decided = _possible(match), convention.order(match["mark"])
        for order in [decided] if decided in orders else orders:
            of_day, of_month = ("first", "second") if order is DateOrder.DAY_FIRST else ("second", "first")
            yield from _day(match["year"], match[of_month], match[of_day])
    folded = fold(text)
    for pattern in _WORDED:
        if (match := pattern.fullmatch(folded)) and (month := MONTHS.get(match["word"])):
            yield from _day(match["year"], month, match["day"])


def _possible(match: re.Match[str]) -> list[DateOrder]:
    first, second = int(match["first"]), int(match["second"])
    orders = [(DateOrder.DAY_FIRST, second), (DateOrder.MONTH_FIRST, first)]
    return [order for order, month in orders if 1 <= month <= 12]


def _day(year: str, month: str, day: str) -> Iterator[date]:
    whole_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        reading = date(whole_year, int(month), int(day))
    except ValueError:
        return
    if whole_year in _YEARS:
        yield reading


def _only(orders: set[DateOrder], otherwise: DateOrder | None) -> DateOrder | None:
    if len(orders) > 1:
        return None
    return next(iter(orders), otherwise)


MONTHS = {fold(row["word"]): row["month"] for row in rows_of("months.csv")}


def is_date(text: str) -> bool:
    """Say whether a text of a CAS column is written as a date is, and as no registry number is."""
    return len(text) <= _LONGEST and _DATES.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def cas_of_date(text: str) -> str | None:
    """Return the one CAS number with a right check digit that a spreadsheet may have read as this date, or None."""
    match = _DATES.fullmatch(text)
    if match is None:
        return None
    year = int(match["y"] or match["z"] or match["w"])
    if match["word"]:
        first, second = match["e"], MONTHS.get(fold(match["word"]), "0")
    else:
        first, second = (match["a"], match["b"]) if match["y"] else (match["c"], match["d"])
    numbers = set[str]()
    for start in [year, year % 100] if year in _SHORT_YEARS else [year]:
        for middle, last in ((int(first), int(second)), (int(second), int(first))):
            if 0 < last < 10 and middle:
                with suppress(CasError):
                    numbers.add(normalise_cas(f"{start}-{middle:02d}-{last}"))
    return numbers.pop() if len(numbers) == 1 else None
