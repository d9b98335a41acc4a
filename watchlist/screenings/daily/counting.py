"""The one rule of what a day counts, asked of lines: their verdicts, and the lists on which something was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Self
from uuid import UUID

from django.db.models import Count, Q

from watchlist.screenings.models import Hit, ScreenedLine


class CountOf(NamedTuple):
    """What a number counts: the lines of a verdict, or the findings on a list; the other is empty."""

    verdict: str = ""
    list_key: str = ""


Counts = Counter[CountOf]


@dataclass(frozen=True, slots=True)
class LinesOf:
    """Which lines are counted: those that a condition on them finds, and the same condition on findings of theirs."""

    lines: Q
    hits: Q

    @classmethod
    def screening(cls, key: UUID) -> Self:
        """Return the lines of a screening."""
        return cls(Q(screening=key), Q(screened_line__screening=key))

    @classmethod
    def ids(cls, ids: Collection[int]) -> Self:
        """Return the lines with some ids."""
        return cls(Q(pk__in=ids), Q(screened_line__in=ids))

    @classmethod
    def days(cls, days: Collection[date]) -> Self:
        """Return the lines of the screenings that were done on some days."""
        return cls(on_days(days, "screening__"), on_days(days, "screened_line__screening__"))


def counts_of_lines(chosen: LinesOf) -> Counts:
    """Return how many of some lines have each verdict, and how many findings on each list these have."""
    counts = Counts()
    lines = ScreenedLine.objects.filter(chosen.lines).order_by().values_list("verdict")
    hits = Hit.objects.filter(chosen.hits).exclude(list_key="").order_by().values_list("list_key")
    counts.update({CountOf(verdict=verdict): number for verdict, number in lines.annotate(Count("pk"))})
    counts.update({CountOf(list_key=key): number for key, number in hits.annotate(Count("pk"))})
    return counts


def on_days(days: Collection[date], prefix: str = "") -> Q:
    """Return the condition that what is linked to a screening by a path was done on some days, UTC; none, of none.

    Days that follow each other are asked as one span.
    """
    found = Q(pk__in=())
    for first, last in _spans(days):
        start, end = (datetime.combine(day, time.min, tzinfo=UTC) for day in (first, last + timedelta(days=1)))
        found |= Q(**{f"{prefix}made_at__gte": start, f"{prefix}made_at__lt": end})
    return found


def _spans(days: Collection[date]) -> list[tuple[date, date]]:
    spans = list[tuple[date, date]]()
    for day in sorted(days):
        if spans and spans[-1][1] == day - timedelta(days=1):
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    return spans
