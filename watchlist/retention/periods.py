"""For how long law has the records of a shipment kept: the longest period of its lists, and the house's where later.

The periods are law data: obligations with a clock `for`. What an event counts from is data too (`kept_from.csv`):
`day`, the last day of which the shipment speaks, or `year_end`, the last of its year. A book or a record with a *last*
entry goes on after the shipment, and is taken to end with the year.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from watchlist.engine.law.clocks import away
from watchlist.engine.law.duties import Clock
from watchlist.law_store.models import ControlList, Obligation

FOR: Final = "for"
DAY, YEAR_END = "day", "year_end"
MONTHS_OF_TOTALS: Final = 13
"""For which a shipment is kept whatever law says: totals look a year back, from any day of the month that follows."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The last day on which something is kept, and why: words of the law, or else."""

    until: date
    why: str


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of all lists that are held, by the list; the lists of each jurisdiction; and the house's years.

    `by_list` names every list that is held, those without a period too.
    """

    by_list: dict[str, tuple[Clock, ...]]
    by_jurisdiction: dict[str, tuple[str, ...]]
    years: int

    @classmethod
    def as_known_now(cls, years: int) -> Periods:
        """Return the periods of the law as known now. An unverified one counts: longer is safe."""
        clocks: dict[str, list[Clock]] = defaultdict(list)
        duties = Obligation.objects.filter(superseded_at__isnull=True, clock_when=FOR).order_by("pk")
        columns = ("clock_when", "clock_event", "clock_length", "clock_unit", "clock_citation", "citation")
        for key, *clock, citation in duties.values_list("control_list__key", *columns):
            when, event, length, unit, own = clock
            clocks[key].append(Clock(when, event, length, unit, own or citation))
        lists = dict(ControlList.objects.values_list("key", "jurisdiction__key"))
        places: dict[str, list[str]] = defaultdict(list)
        for key, place in sorted(lists.items()):
            places[place or ""].append(key)
        by_list = {key: tuple(clocks[key]) for key in sorted(lists)}
        return cls(by_list, {place: tuple(keys) for place, keys in places.items()}, years)

    def retention(self, lists: Collection[str], jurisdictions: Iterable[str], last_day: date) -> Retention:
        """Return how long a shipment is kept that was compared with some lists, and speaks of no day after `last_day`.

        All lists of those jurisdictions count; where a list is not held any more, or none is named, every list does.
        """
        named = {*lists, *(key for place in jurisdictions for key in self.by_jurisdiction.get(place, ()))}
        if not lists or not named <= self.by_list.keys():
            named = set(self.by_list)
        periods = [self._by_law(clock, last_day) for key in sorted(named) for clock in self.by_list[key]]
        return max([*periods, *self._by_the_house(last_day)], key=lambda retention: retention.until)

    def _by_law(self, clock: Clock, last_day: date) -> Retention:
        # An event that is not in the table counts from the end of the year: longer is safe.
        is_of_the_day = counted_from().get(clock.event, YEAR_END) == DAY
        start = last_day if is_of_the_day else date(last_day.year, 12, 31)
        return Retention(away(start, clock.length, clock.unit), f"{clock.words} ({clock.citation})")

    def _by_the_house(self, last_day: date) -> list[Retention]:
        floor = Retention(away(last_day, MONTHS_OF_TOTALS, "months"), "totals of its parties look back on it")
        years = Retention(away(last_day, self.years, "years"), f"the house keeps it for {self.years} years")
        return [floor, years]


@cache
def counted_from() -> dict[str, str]:
    """Return what each event of a period counts from."""
    path = Path(__file__).with_name("data") / "kept_from.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["event"]: row["counts_from"] for row in csv.DictReader(rows)}
