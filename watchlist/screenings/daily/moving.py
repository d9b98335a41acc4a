"""Counts of a day are moved: up by a screening that is done, down by lines that are let go.

In the transaction of who calls, which holds the lock of the trail: nobody else moves any meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from watchlist import audit
from watchlist.screenings.daily.counting import CountOf, Counts, LinesOf, counts_of_lines, on_days
from watchlist.screenings.daily.models import DayCount
from watchlist.screenings.models import Screening

KEY: Final = ("day", "verdict", "list_key")


def count_screening_day(screening: Screening, at: datetime, counts: Counts | None = None) -> None:
    """Count a screening that was done at an instant; `counts`: of its lines, where they were counted before.

    Where others of its day are in no count, as those of the version before, the day is left to the sweep.
    """
    day = at.date()
    stored = counted_on(day)
    if not stored and Screening.objects.filter(on_days([day])).exclude(pk=screening.pk).exists():
        return
    coming = counts_of_lines(LinesOf.screening(screening.pk)) if counts is None else counts
    write_counts(day, {key: stored[key] + number for key, number in coming.items()})


def take_away(screening: Screening, lines: Collection[int]) -> None:
    """Take lines (ids) of a screening that is done out of the counts of its day, before they are deleted."""
    assert screening.made_at is not None
    audit.lock_chain()
    day = screening.made_at.date()
    if not (stored := counted_on(day)):
        return
    leaving = counts_of_lines(LinesOf.ids(lines))
    left = {key: stored[key] - number for key, number in leaving.items()}
    if min(left.values(), default=0) < 0:  # it was no count of its lines: it is made anew
        DayCount.objects.filter(day=day).delete()
        return
    write_counts(day, {key: number for key, number in left.items() if number})
    for key, number in left.items():
        if not number:
            DayCount.objects.filter(day=day, **key._asdict()).delete()


def counted_on(day: date) -> Counts:
    """Return the counts of a day as they are stored; none, where it is not counted yet."""
    rows = DayCount.objects.filter(day=day).values_list("verdict", "list_key", "number")
    return Counts({CountOf(verdict, list_key): number for verdict, list_key, number in rows})


def write_counts(day: date, counts: Counts | dict[CountOf, int]) -> None:
    """Store what some counts of a day come to."""
    DayCount.objects.bulk_create(
        [DayCount(day=day, **key._asdict(), number=number) for key, number in sorted(counts.items())],
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=["number"],
    )
