"""The period that Schedule V prints for a temporary listing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from watchlist.list_updates.errors import LayoutChanged

MONTHS: Final = "January February March April May June July August September October November December".split()
DAY: Final = r"([A-Z][a-z]{2,8}) (\d{1,2}), (\d{4})"
PERIOD: Final = re.compile(rf"(?:From )?{DAY} (?:to|until) {DAY}")


def period(text: str, path: str) -> tuple[date, date]:
    """Return the first day of a printed period, and the first day after its last, which belongs to it."""
    match = PERIOD.fullmatch(text)
    try:
        first, last = (_day(*match.group(*groups)) for groups in ((1, 2, 3), (4, 5, 6))) if match else (None, None)
    except ValueError:
        first = last = None
    if first is None or last is None or last < first:
        raise LayoutChanged(f"{path}: {text!r} is no period that is known.")
    return first, last + timedelta(days=1)


def _day(month: str, day: str, year: str) -> date:
    return date(int(year), MONTHS.index(month) + 1, int(day))
