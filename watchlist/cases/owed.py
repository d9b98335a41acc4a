"""What the law asks of a shipment: the duties of every list that bears on what was found, each once, and their days.

They are read of the compiled law and of one line of each kind, so that a file of 100,000 lines takes seconds. What a
list asks of a finding that is not sure is asked too, as the action of its line is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import orjson
from django.db.models import Min, Q

from watchlist.cases.clocks import Moving
from watchlist.engine.decision import policy
from watchlist.engine.decision.comparison import Comparison
from watchlist.engine.decision.conventions import Conventions
from watchlist.engine.decision.findings import LEGAL
from watchlist.engine.decision.movement import Bearing, Movement, read_movement
from watchlist.engine.decision.question import Question
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.law.duties import CompiledObligation
from watchlist.engine.reading.dates import DateConvention, read_date
from watchlist.screening.models import Consignment, ScreenedLine, Screening
from watchlist.screening.rescreen.models import CaseDue, Rescreen
from watchlist.screening.stored import movement_of

BATCH: Final = 500
NO_HOLIDAYS: Final = " (Monday to Friday; public holidays are not counted out)"
HOLIDAYS: Final = " (without the public holidays of {countries})"


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says of its movement, and the lists whose law it met that bear on it, or may."""

    movement: Movement
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty that a list lays on a movement."""

    of: CompiledList
    duty: CompiledObligation
    text: str
    countries: tuple[str, ...] = ()
    """Those of the route in which the list holds: their public holidays are no working days."""

    @property
    def clock(self) -> str:
        """Return its clock in words, with what its working days leave out; "" where none runs."""
        if self.duty.clock is None:
            return ""
        if self.duty.clock.unit != "working_days":
            return self.duty.clock.words
        named = HOLIDAYS.format(countries=" and ".join(self.countries))
        return self.duty.clock.words + (named if self.countries else NO_HOLIDAYS)

    @property
    def key(self) -> str:
        """Return what is the same of a duty that is found again, on whatever route."""
        clock = self.clock if not self.countries else replace(self, countries=()).clock
        said = [self.of.key, self.duty.action, self.text, clock]
        return hashlib.sha256(orjson.dumps(said)).hexdigest()


def owed(law: CompiledLaw, today: date, told: Iterable[Told]) -> dict[str, Owed]:
    """Return the duties of all lists whose law, in force, was met and bears or may bear, by their key."""
    comparison = Comparison(law, today)
    found: dict[str, Owed] = {}
    asked: set[tuple[str, Bearing]] = set()
    for line in told:
        for of in (law.lists[key] for key in line.lists if key in law.lists):
            bearing = comparison.bearing(of, line.movement)
            if (of.key, bearing) not in asked:
                asked.add((of.key, bearing))
                countries = _countries(law, of, line.movement, today)
                found |= {one.key: one for one in _of_list(of, bearing, countries)}
    return found


def told_of(screening: Screening) -> Iterator[Told]:
    """Yield what one line of each kind says, of those that are controlled or ask an action."""
    lines = ScreenedLine.objects.filter(screening=screening).exclude(verdict="no_match")
    lines = lines.filter(Q(verdict="controlled") | ~Q(action="none_known")).order_by()
    for some in _batches(lines.values("likeness").annotate(first=Min("pk")).values_list("first", flat=True)):
        records = ScreenedLine.objects.filter(pk__in=some).order_by("pk").values_list("record", flat=True)
        yield from _read(screening, [orjson.loads(record) for record in records])


def told_by_look_back(rescreen: Rescreen, shipment: str) -> Iterator[Told]:
    """Yield what one line of each kind says of which a look-back found something for a shipment."""
    due = CaseDue.objects.filter(rescreen=rescreen, shipment=shipment).order_by()
    kinds = due.values("screened_line__likeness", "entries", "as_of", "is_own_day").annotate(first=Min("pk"))
    for some in _batches(kinds.values_list("first", flat=True)):
        rows = CaseDue.objects.filter(pk__in=some).select_related("screened_line__screening").order_by("pk")
        for row in rows:
            record = orjson.loads(row.screened_line.record) | {"findings": orjson.loads(row.findings)}
            (line,) = _read(row.screened_line.screening, [record])
            yield line if row.is_own_day else replace(line, movement=replace(line.movement, as_of=row.as_of))


def moving(screening: Screening, told: Iterable[Told]) -> Moving:
    """Return the first days of a shipment, of the lines told and of every line of which it holds an amount.

    The day of supply is that of the lines told: what is kept of amounts stands in for it where none is said.
    """
    kept = Consignment.objects.filter(screening=screening).order_by().values_list("movement", flat=True).distinct()
    own = [line.movement for line in told]
    crossings = [day for one in (*map(movement_of, kept), *own) for day in (one.exported_on, one.arrives_on) if day]
    supplies = [one.supplied_on for one in own if one.supplied_on]
    return Moving(min(crossings, default=None), min(supplies, default=None))


def _read(screening: Screening, records: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    question = Question.from_record(orjson.loads(screening.question))
    dates = _dates(screening, records)
    for record in records:
        movement, _ = read_movement(record["fields"], question, lambda text: read_date(text, dates))
        met = (finding for finding in record["findings"] if finding["tier"] in LEGAL and finding["bears"] != "no")
        yield Told(movement, tuple(dict.fromkeys(finding["list"] for finding in met)))


def _countries(law: CompiledLaw, of: CompiledList, movement: Movement, today: date) -> tuple[str, ...]:
    """Return the countries of a route in which a list holds; where it holds in one alone, that."""
    held = law.countries_of(of, *movement.span(today))
    return tuple(sorted(held if len(held) == 1 else set(held).intersection(movement.countries)))


def _of_list(of: CompiledList, bearing: Bearing, countries: tuple[str, ...]) -> Iterator[Owed]:
    for duty in policy.duties(of, bearing):
        text = duty.text
        if duty.destinations and duty.destinations.reaches(bearing.destination, bearing.window.last) == "unknown":
            text = f"{text}, if the goods go to a destination of {duty.destinations.title}, which is not known here"
        yield Owed(of, duty, text, countries)


def _dates(screening: Screening, records: Sequence[Mapping[str, Any]]) -> DateConvention:
    """Return how a file writes its days; of a screening that kept none, as these lines of it show."""
    kept = screening.conventions
    return (
        Conventions.from_text(kept) if kept else Conventions.shown_by((of["declared"], of["fields"]) for of in records)
    ).dates


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    return (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))
