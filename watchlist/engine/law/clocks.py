"""On which day a clock of the law runs out for a shipment. Which event counts from what is data: `clock_events.csv`.

`hit`: what comes with the hit or after it: counted from the hit, so never later than the law's own day. `year_end`,
`quarter_end`, `month_end`: the last day of those of the hit. `own`: what may lie before the hit, or may never come, so
that no shipment tells its day. `crossing` and `supply`: the first day on which the goods leave or arrive, or are
supplied. `contingent`: the event may never come, so that the duty may never be laid, and no day of a shipment is its
deadline: goods that go to no other transferee than the notice names are never "transferred" in the sense of 21 U.S.C.
971(d)(1)(C).

Working days are Monday to Friday without the public holidays of the countries that a duty is counted in: those of a
whole country, by the library `holidays`; in the Union a time ends by those of the Member State (Regulation (EEC,
Euratom) No 1182/71, articles 2 and 3). Those of a part of a country are not counted out.
"""

from __future__ import annotations

import calendar
import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from watchlist.engine.law.duties import Clock

SATURDAY: Final = 5
NORTHERN_IRELAND: Final = "XI"

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

    None for a time for which something is kept, for what counts from an event that may never come, and where the day
    from which it counts is not known: of what counts from a hit, where there is none (`hit_on` is None).
    """
    if clock is None or clock.when not in UNKNOWN_EVENT or is_contingent(clock):
        return None
    start = _start(clock, hit_on, moving)
    return start and away(start, clock.length if clock.when == "within" else -clock.length, clock.unit, countries)


def away(start: date, length: int, unit: str, countries: Collection[str] = ()) -> date:
    """Return the day so many calendar days, working days, months or years after a day; before it, where negative."""
    if unit == "calendar_days":
        return start + timedelta(length)
    if unit == WORKING_DAYS:
        return working_days_away(start, length, countries)
    # The same day some months away; the last of the month where it has no such day.
    months = start.year * 12 + start.month - 1 + (length * 12 if unit == "years" else length)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


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


def is_contingent(clock: Clock | None) -> bool:
    """Say whether the event that a clock counts from may never come."""
    return clock is not None and clock.event in _contingent_events()


def contingent_phrases() -> tuple[str, ...]:
    """Return how the words of a clock that counts from such an event read: "before the transfer", "of the denial"."""
    return tuple(f" {word} {event}" for event in sorted(_contingent_events()) for word in ("before", "of"))


def is_due_before_moving(clock: Clock | None) -> bool:
    """Say whether what a clock times is to be done before the goods move: without a clock it is."""
    return clock is None or (clock.when == "before" and not is_contingent(clock))


def counts_from(clock: Clock) -> str:
    """Return what a clock of a deadline counts from, a word of the table."""
    return counted_events().get(clock.event, UNKNOWN_EVENT[clock.when])


def _start(clock: Clock, hit_on: date | None, moving: MovementDays) -> date | None:
    word = counts_from(clock)
    if word == "crossing":
        return moving.crossing
    if word == "supply":
        return moving.supply or moving.crossing
    if word == "own" or hit_on is None:
        return None
    ends = {"year_end": 12, "quarter_end": (hit_on.month + 2) // 3 * 3, "month_end": hit_on.month}
    if word not in ends:
        return hit_on
    return date(hit_on.year, ends[word], calendar.monthrange(hit_on.year, ends[word])[1])


def working_days_away(start: date, length: int, countries: Collection[str] = ()) -> date:
    """Return the day so many working days after a day; before it, where `length` is negative.

    Of several countries the earlier day is told: counted forward, what is a holiday in all of them is left out, and
    counted back, what is one in any.
    """
    step, day = timedelta(1 if length > 0 else -1), start
    is_off_in = all if length > 0 else any
    for _ in range(abs(length)):
        day += step
        while day.weekday() >= SATURDAY or (countries and is_off_in(day in _holidays(c, day.year) for c in countries)):
            day += step
    return day


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a whole country in a year; none where no table of them is held."""
    import holidays  # noqa: PLC0415 - slow, and most lines have no such clock

    code, part = ("GB", "NIR") if country == NORTHERN_IRELAND else (country, None)
    if code not in holidays.list_supported_countries(include_aliases=False):
        return frozenset()
    return frozenset(holidays.country_holidays(code, subdiv=part, years=year))
