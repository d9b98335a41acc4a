"""The time over which a law sums what one party is sent or sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to the day before `end`; both None where it is one shipment, or any year (`is_rolling`)."""

    start: date | None = None
    end: date | None = None
    is_rolling: bool = False

    @property
    def key(self) -> str:
        """Return what tells it from others of the same limit and party, before any total is known."""
        if self.start is not None:
            return self.start.isoformat()
        return "any year" if self.is_rolling else "one shipment"

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it; every day may lie in some year."""
        return self.start is None or self.end is None or self.start <= day < self.end


def period_of(words: str, day: date) -> Period:
    """Return the period that holds a day, by the words of a condition.

    A calendar month or year is that of the day. "Year" and "one year" are any twelve months: article 6 of Regulation
    (EC) No 273/2004 speaks of quantities that "do not exceed those indicated in Annex II over a period of one year",
    and counts from no first of January. No words: one transaction, and so one shipment.
    """
    if words == "calendar month":
        first = day.replace(day=1)
        return Period(first, (first + 31 * DAY).replace(day=1))
    if words == "calendar year":
        return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))
    return Period(is_rolling=words in ("year", "one year"))


def years_ending_on(days: Iterable[date]) -> list[Period]:
    """Return the twelve months that end with each of some days, in order."""
    return [Period(_year_before(day) + DAY, day + DAY, is_rolling=True) for day in sorted(set(days))]


def _year_before(day: date) -> date:
    """Return the same day of the year before; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
