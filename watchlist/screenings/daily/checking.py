"""Counts of days compared with the lines that they are of: whoever altered a row by hand is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from watchlist.screenings.daily.counting import LinesOf, counts_of_lines
from watchlist.screenings.daily.models import DayCount
from watchlist.screenings.daily.moving import counted_on


class DayDifference(NamedTuple):
    """A day whose counts are not those of its lines, and what differs."""

    day: date
    reason: str


def day_differences(part: int = 0, parts: int = 1) -> Iterator[DayDifference]:
    """Yield the counted days that are not what their lines come to: of one part of so many.

    No lock is taken: a day that is moved while its lines are counted is compared another time.
    """
    for day in sorted(set(DayCount.objects.values_list("day", flat=True))):
        if day.toordinal() % parts != part:
            continue
        stored, counts = counted_on(day), counts_of_lines(LinesOf.days([day]))
        if stored != counts and stored == counted_on(day):
            named = ", ".join(
                f"{''.join(key)} {stored[key]}"
                for key in sorted(stored.keys() | counts.keys())
                if stored[key] != counts[key]
            )
            yield DayDifference(day, f"its counts are not those of its lines: {named}")
