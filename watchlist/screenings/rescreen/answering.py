"""Answer stored lines under two laws, on the days that count, by the whole pipeline; and compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec import json

from watchlist.engine.answer import Finding, Line
from watchlist.engine.law import CompiledLaw
from watchlist.engine.vocabulary import Verdict
from watchlist.engine.workers import DETAILS
from watchlist.screenings.rebuilding import RebuiltLine, ScreeningInputs, run_of_lines
from watchlist.screenings.route_checks import checks_in_force, shipment_checks_known_at
from watchlist.screenings.suppressions import rulings_known_at


class DatedAnswer(NamedTuple):
    """The answer on a line, and the first day on which its goods move: the day asked of, if one was given."""

    line: Line
    first: date


@dataclass(frozen=True, slots=True)
class DifferingLine:
    """A stored line that two laws answer differently on one day."""

    line: RebuiltLine
    day: date
    is_own_day: bool
    old_answer: Line
    new_answer: Line

    @property
    def becomes_controlled(self) -> bool:
        """Return whether the new law controls the line and the old one does not."""
        return self.new_answer.verdict == Verdict.CONTROLLED != self.old_answer.verdict

    @property
    def changed_entries(self) -> tuple[tuple[str, str], ...]:
        """Return list and entry of each finding that only one of the laws makes, or that differs."""
        was, now = (
            [(_signature(finding), finding) for finding in line.findings] for line in (self.old_answer, self.new_answer)
        )
        signatures = [[signature for signature, _ in findings] for findings in (was, now)]
        only = [finding for signature, finding in now if signature not in signatures[0]]
        only += [finding for signature, finding in was if signature not in signatures[1]]
        return tuple(sorted({(finding.list, finding.entry) for finding in only}))


@dataclass(slots=True)
class AnswerComparison:
    """Lines that two laws answer differently, and the ids of lines with a structure that was not examined in time."""

    differing: list[DifferingLine] = field(default_factory=list)
    unexamined: set[int] = field(default_factory=set)

    def add(
        self, lines: Sequence[RebuiltLine], was: Sequence[DatedAnswer], now: Sequence[DatedAnswer], *, is_own_day: bool
    ) -> None:
        """Compare the answers of two laws on lines, asked of one day."""
        for line, old, new in zip(lines, was, now, strict=True):
            if differ(old.line, new.line):
                self.differing.append(DifferingLine(line, new.first, is_own_day, old.line, new.line))
            if any(problem.code in DETAILS for answer in (old, new) for problem in answer.line.problems):
                self.unexamined.add(line.pk)


def compare(
    old_law: CompiledLaw, new_law: CompiledLaw, lines: Sequence[RebuiltLine], days: Mapping[int, Collection[date]]
) -> AnswerComparison:
    """Compare how two laws answer lines: on their own day, and on those `days` of their item that follow it.

    Both use the rulings known at the later of them, so that only the law can differ.
    """
    compared, known_at = AnswerComparison(), max(old_law.known_at, new_law.known_at)
    was, now = answers(old_law, lines, known_at=known_at), answers(new_law, lines, known_at=known_at)
    compared.add(lines, was, now, is_own_day=True)
    first = {line.pk: answer.first for line, answer in zip(lines, now, strict=True)}
    for day in sorted({day for line in lines for day in days[line.item]}):
        earlier = [line for line in lines if day in days[line.item] and first[line.pk] < day]
        was, now = (answers(law, earlier, day, known_at=known_at) for law in (old_law, new_law))
        compared.add(earlier, was, now, is_own_day=False)
    return compared


def answers(
    law: CompiledLaw, lines: Sequence[RebuiltLine], day: date | None = None, *, known_at: datetime | None = None
) -> list[DatedAnswer]:
    """Return the answer on each line under a law, on a day or (None) on its own day, in order.

    Just as in a screening of its whole file: a line is answered by what it says itself, and by how its file writes
    days and decimals.
    """
    found, known_at = dict[int, DatedAnswer](), known_at or law.known_at
    rulings = rulings_known_at(known_at)
    checks = checks_in_force({line.shipment for line in lines}, known_at)
    own = shipment_checks_known_at(known_at, checks)
    by_inputs = defaultdict[tuple[ScreeningInputs, str], list[RebuiltLine]](list)
    for line in lines:
        # What was checked for any shipment is the same for all: only one with a check of its own is answered apart.
        by_inputs[line.inputs, line.shipment if line.shipment in own else ""].append(line)
    for (inputs, _), batch in by_inputs.items():
        declared, route_checks = [line.declared for line in batch], checks[batch[0].shipment]
        run = run_of_lines(law, inputs, declared, day, known_at, rulings, route_checks)
        for line, line_asked in zip(batch, run.prepared_lines(), strict=True):
            found[line.pk] = DatedAnswer(run.answer(line_asked), line_asked.line_movement.movement.span(inputs.day)[0])
    return [found[line.pk] for line in lines]


def differ(was: Line, now: Line) -> bool:
    """Return whether two answers on a line differ in verdict, action or severity, or in a finding's signature."""
    if (was.verdict, was.action, was.severity) != (now.verdict, now.action, now.severity):
        return True
    return sorted(map(_signature, was.findings)) != sorted(map(_signature, now.findings))


_SIGNED: Final = attrgetter(
    *("tier", "severity", "certainty", "confidence", "bears"),
    *("entry", "form", "conditions", "obligations"),
)


def _signature(finding: Finding) -> bytes:
    """Return what a finding says of the goods and of their duties, without how the law is cited or worded."""
    rule = finding.rule and (finding.rule.key, finding.rule.limbs)
    return json.encode((*_SIGNED(finding), rule))
