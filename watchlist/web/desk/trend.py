"""Hits by week: by verdict, and by list, as pictures made here with a table behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.cache import cache

from watchlist.engine.reports import VERDICTS
from watchlist.law_store import ControlList
from watchlist.screenings.daily import WEEKS, Counts, WeekCounts, counts_by_week, uncounted
from watchlist.web import words

AN_HOUR: Final = 3_600
LISTS: Final = 6
TOKENS: Final = ("controlled", "review", "unresolved")
HEIGHT: Final = 120
WIDTH: Final = 44
BAR: Final = 28
SPARK: Final = (20, 8)
"""Height of a list's column, and its width with the gap."""
Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """One part of a column of a picture."""

    token: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its first day, its hits by verdict in the order of the table, and its column."""

    on: str
    short: str
    x: int
    numbers: tuple[int, ...]
    total: int
    parts: tuple[ColumnPart, ...]
    top: float


@dataclass(frozen=True, slots=True)
class ListTrend:
    """One list: the findings on it by week, and its columns as (x, y, height)."""

    title: str
    numbers: tuple[int, ...]
    total: int
    columns: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Twelve weeks, the last one under way; `most` is the highest column."""

    weeks: tuple[Week, ...]
    labels: tuple[tuple[str, str], ...]
    lists: tuple[ListTrend, ...]
    most: int
    total: int
    width: int = WEEKS * WIDTH
    height: int = HEIGHT
    bar: int = BAR
    spark_width: int = WEEKS * SPARK[1]
    spark_height: int = SPARK[0]


def trend(now: datetime) -> Trend:
    """Return the hits of the last twelve weeks. What no day counts yet of weeks that are over is read once an hour."""
    weeks = counts_by_week(now.date())
    return _drawn([week.monday for week in weeks], [_by_word(_week_counts(week, week is weeks[-1])) for week in weeks])


def _week_counts(week: WeekCounts, is_under_way: bool) -> Counts:
    if not week.due:
        return week.counted
    if is_under_way:
        return week.counted + uncounted(week.due)
    key = f"desk-trend-{week.due[0]}-" + "".join(f"{(day - week.monday).days}" for day in week.due)
    return week.counted + (cache.get_or_set(key, lambda: uncounted(week.due), AN_HOUR) or Counts())


def _by_word(counts: Counts) -> tuple[Numbers, Numbers]:
    """Return what a week holds: lines by verdict, findings by list."""
    by_verdict = {key.verdict: number for key, number in counts.items() if key.verdict in TOKENS}
    return by_verdict, {key.list_key: number for key, number in counts.items() if key.list_key}


def _drawn(starts: Sequence[date], counts: Sequence[tuple[Numbers, Numbers]]) -> Trend:
    rows = [tuple(by_verdict.get(token, 0) for token in TOKENS) for by_verdict, _ in counts]
    most = max(map(sum, rows), default=0)
    weeks = tuple(_week(at, start, numbers, most) for at, (start, numbers) in enumerate(zip(starts, rows, strict=True)))
    return Trend(
        weeks=weeks,
        labels=tuple((token, words.of_record(VERDICTS, token)) for token in TOKENS),
        lists=tuple(_lists([by_list for _, by_list in counts])),
        most=most,
        total=sum(map(sum, rows)),
    )


def _week(at: int, start: date, numbers: tuple[int, ...], most: int) -> Week:
    parts, y = list[ColumnPart](), float(HEIGHT)
    for token, number in zip(TOKENS, numbers, strict=True):
        height = round(number / most * (HEIGHT - 16), 1) if most else 0.0
        y = round(y - height, 1)
        parts.append(ColumnPart(token, y, height))
    x, drawn = at * WIDTH + (WIDTH - BAR) // 2, tuple(part for part in parts if part.height)
    return Week(words.day(start), words.day_and_month(start), x, numbers, sum(numbers), drawn, y)


def _lists(counts: Sequence[Numbers]) -> list[ListTrend]:
    """Return the lists with the most hits, each drawn in its own measure."""
    totals = {key: sum(week.get(key, 0) for week in counts) for key in {key for week in counts for key in week}}
    keys = sorted(totals, key=lambda key: (-totals[key], key))[:LISTS]
    titles = dict(ControlList.objects.filter(key__in=keys).values_list("key", "title")) if keys else {}
    return [_list(titles.get(key, key), tuple(week.get(key, 0) for week in counts)) for key in keys]


def _list(title: str, numbers: tuple[int, ...]) -> ListTrend:
    high, step = SPARK
    most = max(numbers)
    heights = [round(number / most * high, 1) for number in numbers]
    columns = tuple((at * step, round(high - height, 1), height) for at, height in enumerate(heights) if height)
    return ListTrend(title, numbers, sum(numbers), columns)
