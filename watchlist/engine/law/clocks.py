"""On which day a clock of the law runs out for a shipment. Which event counts from what is data: `clock_events.csv`.

`hit`: what comes with the hit or after it: counted from the hit, so never later than the law's own day. `year_end`,
`quarter_end`, `month_end`: the last day of those of the hit. `own`: what may lie before the hit, or may never come, so
that no shipment tells its day. `crossing` and `supply`: the first day on which the goods leave or arrive, or are
supplied. `contingent`: the event may never come, so that the duty may never be laid.
"""

from __future__ import annotations

import calendar
import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from watchlist.engine.law.duties import Clock
from watchlist.engine.law.working_days import working_days_away

UNKNOWN_EVENT: Final = {"within": "hit", "before": "crossing"}
"""What an event counts from that is not in the table."""
WORKING_DAYS: Final = "working_days"
NO_HOLIDAYS: Final = " (Monday to Friday; public holidays are not counted out)"
HOLIDAYS: Final = " (without the public holidays of {countries})"


@dataclass(frozen=True, slots=True)
class MovementDays:
    """The first day on which goods cross a border, and on which they are supplied; None: not said."""

    crossing: date | None = None
    supply: date | None = None


NO_DAYS: Final = MovementDays()


def words(clock: Clock, countries: Collection[str]) -> str:
    """Return a clock as a phrase, with what its working days leave out: the public holidays of `countries`."""
    if clock.unit != WORKING_DAYS:
        return clock.words
    return clock.words + (HOLIDAYS.format(countries=" and ".join(countries)) if countries else NO_HOLIDAYS)


def last_day(
    clock: Clock | None, hit_on: date | None, moving: MovementDays, countries: Collection[str] = ()
) -> date | None:
    """Return the last day on which what a clock times is done in time; working days are those of `countries`.

    None for a time for which something is kept, and where the day from which it counts is not known: of what counts
    from a hit, where there is none (`hit_on` is None).
    """
    if clock is None or clock.when not in UNKNOWN_EVENT:
        return None
    start = _start(clock, hit_on, moving)
    return start and away(start, clock.length if clock.when == "within" else -clock.length, clock.unit, countries)


def away(start: date, length: int, unit: str, countries: Collection[str] = ()) -> date:
    """Return the day so many calendar days, working days, months or years after a day; before it, where negative."""
    if unit == "calendar_days":
        return start + timedelta(length)
    if unit == WORKING_DAYS:
        return working_days_away(start, length, countries)
    return _months_away(start, length * 12 if unit == "years" else length)


@cache
def counted_events() -> dict[str, str]:
    """Return what each event of a clock counts from."""
    return {row["event"]: row["counts_from"] for row in _events()}


@cache
def _contingent_events() -> frozenset[str]:
    return frozenset(row["event"] for row in _events() if row["contingent"])


def _events() -> list[dict[str, str]]:
    path = Path(__file__).with_name("data") / "clock_events.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def is_due_before_moving(clock: Clock | None) -> bool:
    """Say whether what a clock times is to be done before the goods move: without a clock it is."""
    return clock is None or (clock.when == "before" and clock.event not in _contingent_events())


def counts_from(clock: Clock) -> str:
    """Return what a clock of a deadline counts from, a word of the table."""
    return counted_events().get(clock.event, UNKNOWN_EVENT[clock.when])


def _start(clock: Clock, hit_on: date | None, moving: MovementDays) -> date | None:
    match counts_from(clock):
        case "crossing":
            return moving.crossing
        case "supply":
            return moving.supply or moving.crossing
        case "own":
            return None
        case after:
            return hit_on and _after_hit(after, hit_on)


def _after_hit(word: str, hit_on: date) -> date:
    ends = {"year_end": 12, "quarter_end": (hit_on.month + 2) // 3 * 3, "month_end": hit_on.month}
    return _month_end(hit_on, ends[word]) if word in ends else hit_on


def _month_end(day: date, month: int) -> date:
    """Return the last day of a month of the year of a day."""
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def _months_away(start: date, months: int) -> date:
    """Return the same day some months away; the last of the month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
