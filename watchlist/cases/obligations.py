"""What the law asks of a shipment: the duties of every list that bears on what was found, each once, and their days.

They are read of the compiled law and of one line of each kind, so that a file of 100,000 lines takes seconds. What a
list asks of a finding that is not sure is asked too, as the action of its line is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import orjson
from django.db.models import Min, Q
from msgspec import structs

from watchlist.cases.stored_answers import read_findings, read_line
from watchlist.engine.answer import Line
from watchlist.engine.decision import policy
from watchlist.engine.decision.comparison import Comparison
from watchlist.engine.decision.conventions import Conventions
from watchlist.engine.decision.findings import LEGAL
from watchlist.engine.decision.movement import Bearing, Movement, read_movement
from watchlist.engine.decision.question import Question
from watchlist.engine.law.clocks import Moving
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.law.duties import Clock
from watchlist.engine.reading.dates import DateConvention, read_date
from watchlist.engine.vocabulary import Action, Bears, Verdict
from watchlist.screening.models import Consignment, ScreenedLine, Screening
from watchlist.screening.rescreen.models import CaseDue, Rescreen
from watchlist.screening.stored import movement_of

BATCH: Final = 500
NO_HOLIDAYS: Final = " (Monday to Friday; public holidays are not counted out)"
HOLIDAYS: Final = " (without the public holidays of {countries})"


@dataclass(frozen=True, slots=True)
class LineWithDuties:
    """What a line says of its movement, and the lists whose law it met that bear on it, or may."""

    movement: Movement
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShipmentDuty:
    """A duty that a list lays on a movement; `countries`: those of the route in which the list holds.

    Their public holidays are no working days.
    """

    list_key: str
    jurisdiction: str
    action: str
    text: str
    citation: str
    confidence: str
    clock: Clock | None
    countries: tuple[str, ...] = ()

    @property
    def clock_words(self) -> str:
        """Return its clock in words, with what its working days leave out; "" where none runs."""
        if self.clock is None:
            return ""
        if self.clock.unit != "working_days":
            return self.clock.words
        named = HOLIDAYS.format(countries=" and ".join(self.countries))
        return self.clock.words + (named if self.countries else NO_HOLIDAYS)

    @property
    def key(self) -> str:
        """Return what is the same of a duty that is found again, on whatever route."""
        of_any_route = replace(self, countries=())
        identity = [self.list_key, self.action, self.text, of_any_route.clock_words]
        return hashlib.sha256(orjson.dumps(identity)).hexdigest()


def shipment_duties(law: CompiledLaw, today: date, lines: Iterable[LineWithDuties]) -> dict[str, ShipmentDuty]:
    """Return the duties of all lists whose law, in force, was met and bears or may bear, by their key.

    They are derived here alone: once findings say their duties as facts, they are read of those instead.
    """
    comparison = Comparison(law, today)
    duties: dict[str, ShipmentDuty] = {}
    seen: set[tuple[str, Bearing]] = set()
    for line in lines:
        for of in (law.lists[key] for key in line.lists if key in law.lists):
            bearing = comparison.bearing(of, line.movement)
            if (of.key, bearing) not in seen:
                seen.add((of.key, bearing))
                countries = _countries(law, of, line.movement, today)
                duties |= {duty.key: duty for duty in _of_list(of, bearing, countries)}
    return duties


def lines_with_duties(screening: Screening) -> Iterator[LineWithDuties]:
    """Yield what one line of each kind says, of those that are controlled or ask an action."""
    lines = ScreenedLine.objects.filter(screening=screening).exclude(verdict=Verdict.NO_MATCH)
    lines = lines.filter(Q(verdict=Verdict.CONTROLLED) | ~Q(action=Action.NONE_KNOWN)).order_by()
    for keys in _batches(lines.values("likeness").annotate(first=Min("pk")).values_list("first", flat=True)):
        records = ScreenedLine.objects.filter(pk__in=keys).order_by("pk").values_list("record", flat=True)
        yield from _read(screening, [read_line(record) for record in records])


def lines_of_look_back(rescreen: Rescreen, shipment: str) -> Iterator[LineWithDuties]:
    """Yield what one line of each kind says of which a look-back found something for a shipment."""
    due = CaseDue.objects.filter(rescreen=rescreen, shipment=shipment).order_by()
    kinds = due.values("screened_line__likeness", "entries", "as_of", "is_own_day").annotate(first=Min("pk"))
    for keys in _batches(kinds.values_list("first", flat=True)):
        rows = CaseDue.objects.filter(pk__in=keys).select_related("screened_line__screening").order_by("pk")
        for row in rows:
            stored = row.screened_line
            answer = structs.replace(read_line(stored.record), findings=read_findings(row.findings))
            (line,) = _read(stored.screening, [answer])
            yield line if row.is_own_day else replace(line, movement=replace(line.movement, as_of=row.as_of))


def moving(screening: Screening, lines: Iterable[LineWithDuties]) -> Moving:
    """Return the first days of a shipment, of some lines and of every line of which it holds an amount.

    The day of supply is that of the lines given: what is kept of amounts stands in for it where none is declared.
    """
    kept = Consignment.objects.filter(screening=screening).order_by().values_list("movement", flat=True).distinct()
    own = [line.movement for line in lines]
    crossings = [day for one in (*map(movement_of, kept), *own) for day in (one.exported_on, one.arrives_on) if day]
    supplies = [movement.supplied_on for movement in own if movement.supplied_on]
    return Moving(min(crossings, default=None), min(supplies, default=None))


def _read(screening: Screening, answers: Sequence[Line]) -> Iterator[LineWithDuties]:
    question = Question.from_record(orjson.loads(screening.question))
    dates = _dates(screening, answers)
    for answer in answers:
        movement, _ = read_movement(answer.fields, question, lambda text: read_date(text, dates))
        met = (finding for finding in answer.findings if finding.tier in LEGAL and finding.bears != Bears.NO)
        yield LineWithDuties(movement, tuple(dict.fromkeys(finding.list for finding in met)))


def _countries(law: CompiledLaw, of: CompiledList, movement: Movement, today: date) -> tuple[str, ...]:
    """Return the countries of a route in which a list holds; where it holds in one alone, that."""
    held = law.countries_of(of, *movement.span(today))
    return tuple(sorted(held if len(held) == 1 else set(held).intersection(movement.countries)))


def _of_list(of: CompiledList, bearing: Bearing, countries: tuple[str, ...]) -> Iterator[ShipmentDuty]:
    for duty in policy.duties(of, bearing):
        text = duty.text
        if duty.destinations and duty.destinations.reaches(bearing.destination, bearing.window.last) == "unknown":
            text = f"{text}, if the goods go to a destination of {duty.destinations.title}, which is not known here"
        yield ShipmentDuty(
            list_key=of.key,
            jurisdiction=of.jurisdiction or "",
            action=duty.action,
            text=text,
            citation=duty.citation,
            confidence=duty.confidence,
            clock=duty.clock,
            countries=countries,
        )


def _dates(screening: Screening, answers: Sequence[Line]) -> DateConvention:
    """Return how a file writes its days; of a screening that kept none, as these lines of it show."""
    if kept := screening.conventions:
        return Conventions.from_text(kept).dates
    return Conventions.shown_by((line.declared, line.fields) for line in answers).dates


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    return (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))
