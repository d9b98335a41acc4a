"""CAS numbers that a spreadsheet took for dates: 75-09-2 becomes 2 September 1975, and is written in any way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chemistry import CasError, normalise_cas
from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.dates import MONTHS

_PART = r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATES = re.compile(
    rf"(?P<y>[0-9]{{4}})(?P<mark>[-/.])(?P<a>{_PART})(?P=mark)(?P<b>[0-9]{{2}}|(?<=[/.])[0-9])(?:[T ]00:00(?::00)?)?"
    rf"|(?P<c>{_PART})(?P<mark2>[/.])(?P<d>{_PART})(?P=mark2)(?P<z>[0-9]{{4}}|[0-9]{{2}})"
    rf"|(?P<e>{_PART})[-/. ](?P<word>[^\W\d_]{{3,10}})\.?[-/. ](?P<w>[0-9]{{4}}|[0-9]{{2}})"
)
_LONGEST = 32
# The years that a spreadsheet gives to two digits of 30 to 99; the first part of a CAS number is never below 50.
_SHORT_YEARS = range(1950, 2000)


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
    numbers = set(_numbers(year, int(first), int(second)))
    return numbers.pop() if len(numbers) == 1 else None


def _numbers(year: int, first: int, second: int) -> Iterator[str]:
    starts = [year, year % 100] if year in _SHORT_YEARS else [year]
    for start in starts:
        for middle, last in ((first, second), (second, first)):
            if 0 < last < 10 and middle:
                try:
                    yield normalise_cas(f"{start}-{middle:02d}-{last}")
                except CasError:
                    continue
