"""Days that no screening counted are counted one by one: of the version before, or of which the count was lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from watchlist import audit
from watchlist.screenings.daily.counting import LinesOf, counts_of_lines, on_days
from watchlist.screenings.daily.models import DayCount
from watchlist.screenings.daily.moving import counted_on, write_counts
from watchlist.screenings.daily.weekly import DAYS, WEEKS, done_without_count, first_day
from watchlist.screenings.models import ScreenedLine

MOST_DAYS: Final = 7
"""Days that one sweep counts: the next goes on."""


def count_due_days(today: date) -> int:
    """Count some days that are due, the last first, each in a transaction, and forget those that no page shows.

    Return how many were counted.
    """
    first = first_day(today)
    if DayCount.objects.filter(day__lt=first).exists():
        _forget(first)
    due = done_without_count(first, set(DayCount.objects.filter(day__gte=first).values_list("day", flat=True)))
    lines = ScreenedLine.objects.order_by()
    found = (day for day in reversed(due) if lines.filter(on_days([day], "screening__")).exists())
    return sum(_counted(day) for day, _ in zip(found, range(MOST_DAYS), strict=False))


def recount_days(today: date) -> int:
    """Make the counts of all days anew that pages show, from their lines; return of how many days there are some."""
    first = first_day(today)
    _forget(first)
    days = [first + timedelta(days=at) for at in range(DAYS * WEEKS)]
    return sum(_counted(day, anew=True) for day in days)


@transaction.atomic
def _counted(day: date, *, anew: bool = False) -> bool:
    audit.lock_chain()
    if anew:
        DayCount.objects.filter(day=day).delete()
    elif counted_on(day):
        return False
    counts = counts_of_lines(LinesOf.days([day]))
    write_counts(day, counts)
    return bool(counts)


@transaction.atomic
def _forget(first: date) -> None:
    audit.lock_chain()
    DayCount.objects.filter(day__lt=first).delete()
