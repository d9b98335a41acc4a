"""What the law asks of a shipment: the duties that its findings tell, each once, and by when.

They are read of one line of each kind, so that a file of 100,000 lines takes seconds. What a list asks of a finding
that is not sure is asked too, as the action of its line is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from watchlist.engine.answer import Answer, Finding, Line, Obligation
from watchlist.engine.decision import DeclaredMovement, KeyedDuty, Question, duties_by_id, on_route
from watchlist.engine.law import WORKING_DAYS, CompiledLaw, CompiledList, MovementDays, counts_from, last_day
from watchlist.engine.vocabulary import LEGAL, Action, Bears, Verdict
from watchlist.screenings import (
    Consignment,
    ScreenedLine,
    Screening,
    batches,
    declared_line,
    grouping_key,
    inputs_of,
    movement_of,
    read_findings,
    read_line,
    read_question,
    run_of_lines,
)
from watchlist.screenings.rescreen import CaseDue, Rescreen
from watchlist.screenings.suppressions import rulings_known_at


@dataclass(frozen=True, slots=True)
class ShipmentDuty:
    """A duty that a list lays on a shipment, as a finding first tells it, and as the law holds it.

    `first_due`: the first of the days that its lines tell, each by the days that it declares itself.
    """

    record: Obligation
    law: KeyedDuty
    first_due: date | None


@dataclass(frozen=True, slots=True)
class ShipmentDays:
    """The stored movements of a shipment's lines with an amount, with a duty or without.

    `day`: the one on which a movement that declares none is kept.
    """

    law: CompiledLaw
    day: date
    movements: tuple[DeclaredMovement, ...]

    @classmethod
    def of_screening(cls, screening: Screening, law: CompiledLaw) -> ShipmentDays:
        """Return the shipment days of a stored screening."""
        as_of = read_question(screening.question).as_of
        kept = Consignment.objects.filter(screening=screening).order_by().values_list("movement", flat=True).distinct()
        return cls(law, as_of or screening.manifest.received_at.date(), tuple(map(movement_of, kept)))

    def due(self, duty: ShipmentDuty, hit_on: date) -> date | None:
        """Return the last day for a duty: from the hit, or from the first day on which goods move; None: not known."""
        clock, first = duty.law.duty.clock, self._first
        countries = self._countries(duty.law.control_list) if clock and clock.unit == WORKING_DAYS else ()
        day = last_day(clock, hit_on, first, countries)
        if clock is None or day is None or duty.first_due is None:
            return day or duty.first_due
        if counts_from(clock) == "supply":
            return day if first.supply else duty.first_due
        return min(day, duty.first_due)

    @property
    def _first(self) -> MovementDays:
        """Return the first days of all movements, of those that declare them."""
        moved = [movement.moving for movement in self.movements]
        crossings = [days.crossing for days in moved if days.crossing]
        supplies = [days.supply for days in moved if days.supply and (days.crossing or days.supply != self.day)]
        return MovementDays(min(crossings, default=None), min(supplies, default=None))

    def _countries(self, compiled_list: CompiledList) -> tuple[str, ...]:
        routes = [(moved.countries, moved.span(self.day)) for moved in self.movements] or [((), (self.day, self.day))]
        per_route = (on_route(self.law.countries_of(compiled_list, *span), route) for route, span in routes)
        return tuple(sorted({country for countries in per_route for country in countries}))


def shipment_duties(law: CompiledLaw, findings: Iterable[Finding]) -> dict[str, ShipmentDuty]:
    """Return the duties that findings of law tell which bear or may bear, by their key."""
    law_duties, duties = duties_by_id(law), dict[str, ShipmentDuty]()
    for record in (record for finding in findings for record in finding.obligation_records or ()):
        key = law_duties[record.id].key
        earlier = duties.get(key, ShipmentDuty(record, law_duties[record.id], None))
        days = [day for day in (earlier.first_due, record.due) if day]
        duties[key] = ShipmentDuty(earlier.record, earlier.law, min(days, default=None))
    return duties


def findings_with_duties(screening: Screening, law: CompiledLaw) -> Iterator[Finding]:
    """Yield the findings of law that bear or may bear, of one line of each kind that is controlled or asks an action.

    `law`: as known to the screening.
    """
    rows = ScreenedLine.objects.filter(screening=screening).exclude(verdict=Verdict.NO_MATCH)
    rows = rows.filter(Q(verdict=Verdict.CONTROLLED) | ~Q(action=Action.NONE_KNOWN)).order_by()
    law_duties = duties_by_id(law)
    for keys in batches(sorted(rows.values("likeness").annotate(first=Min("pk")).values_list("first", flat=True))):
        records = ScreenedLine.objects.filter(pk__in=keys).order_by("pk").values_list("record", flat=True)
        lines = {line.line: line for line in map(read_line, records)}
        older = [line for line in lines.values() if not _have_duty_records(line.findings, law_duties)]
        lines |= {line.line: line for line in _rerun_lines(screening, older, law)}
        for line in lines.values():
            yield from _bearing(line.findings)


def findings_of_answer(answer: Answer, question: Question) -> Iterator[Finding]:
    """Yield the findings of `findings_with_duties`, read from the answer that was just stored."""
    kinds: dict[str, Line] = {}
    for line in answer.lines:
        asks = line.verdict == Verdict.CONTROLLED or line.action != Action.NONE_KNOWN
        if line.verdict != Verdict.NO_MATCH and asks:
            kinds.setdefault(grouping_key(line, question), line)
    for line in kinds.values():
        yield from _bearing(line.findings)


def findings_of_look_back(rescreen: Rescreen, shipment: str, law: CompiledLaw) -> Iterator[Finding]:
    """Yield the findings of law that bear or may bear, of one line of each kind, that a look-back left for a shipment.

    `law`: as known after the change.
    """
    due = CaseDue.objects.filter(rescreen=rescreen, shipment=shipment).order_by()
    kinds = due.values("screened_line__likeness", "entries", "as_of", "is_own_day").annotate(first=Min("pk"))
    law_duties = duties_by_id(law)
    for keys in batches(sorted(kinds.values_list("first", flat=True))):
        for row in CaseDue.objects.filter(pk__in=keys).select_related("screened_line__screening").order_by("pk"):
            findings: Sequence[Finding] = read_findings(row.findings)
            if not _have_duty_records(findings, law_duties):
                stored, entries = row.screened_line, row.entries.split()
                day = None if row.is_own_day else row.as_of
                (line,) = _rerun_lines(stored.screening, [read_line(stored.record)], law, day)
                findings = [finding for finding in line.findings if finding.entry in entries]
            yield from _bearing(findings)


def _bearing(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.tier in LEGAL and finding.bears != Bears.NO)


def _have_duty_records(findings: Iterable[Finding], ids: Collection[str]) -> bool:
    """Say whether findings hold their duties as records with these ids."""
    records = [finding.obligation_records or () for finding in findings if finding.obligations]
    return all(of_finding and all(record.id in ids for record in of_finding) for of_finding in records)


def _rerun_lines(screening: Screening, lines: Sequence[Line], law: CompiledLaw, day: date | None = None) -> list[Line]:
    """Return the answers of a law to stored lines of a screening, with its question; `day`: as of that day instead."""
    if not lines:
        return []
    declared = list(map(declared_line, lines))
    inputs = inputs_of({screening.pk})[screening.pk]
    run = run_of_lines(law, inputs, declared, day, law.known_at, rulings_known_at(law.known_at))
    return [run.answer(request) for request in run.prepared_lines()]
