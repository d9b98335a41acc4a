"""The last weeks, summed from the counts of their days; days that are not counted yet are named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from watchlist.screenings.daily.counting import CountOf, Counts, LinesOf, counts_of_lines, on_days
from watchlist.screenings.daily.models import DayCount
from watchlist.screenings.models import Screening

WEEKS: Final = 12
"""Weeks of which days are counted: those that pages show, the one under way among them."""
DAYS: Final = 7


@dataclass(slots=True)
class WeekCounts:
    """One week: its Monday, what its counted days come to, and the days `due`, whose lines are in no count yet."""

    monday: date
    counted: Counts = field(default_factory=Counts)
    due: tuple[date, ...] = ()


def counts_by_week(today: date) -> list[WeekCounts]:
    """Return the weeks up to that of a day, the oldest first."""
    first = first_day(today)
    weeks = [WeekCounts(first + timedelta(days=DAYS * at)) for at in range(WEEKS)]
    rows = DayCount.objects.filter(day__gte=first, day__lt=first + timedelta(days=DAYS * WEEKS))
    counted = set[date]()
    for day, verdict, list_key, number in rows.values_list("day", "verdict", "list_key", "number"):
        counted.add(day)
        weeks[(day - first).days // DAYS].counted[CountOf(verdict, list_key)] += number
    if missing := done_without_count(first, counted):
        for week in weeks:
            week.due = tuple(day for day in missing if 0 <= (day - week.monday).days < DAYS)
    return weeks


def uncounted(days: Collection[date]) -> Counts:
    """Return what days come to that are not counted yet, from their lines."""
    return counts_of_lines(LinesOf.days(days))


def first_day(today: date) -> date:
    """Return the first day of the weeks up to that of a day: a Monday."""
    return today - timedelta(days=today.weekday() + DAYS * (WEEKS - 1))


def done_without_count(first: date, counted: Collection[date]) -> list[date]:
    """Return the days of the weeks from a Monday on that have no count, if a screening was done on any; else none."""
    days = [first + timedelta(days=at) for at in range(DAYS * WEEKS)]
    missing = [day for day in days if day not in counted]
    return missing if Screening.objects.filter(on_days(missing), made_at__isnull=False).exists() else []
