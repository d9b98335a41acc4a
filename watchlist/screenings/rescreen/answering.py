"""Stored lines, answered anew by two laws on the days that count: the whole pipeline, nothing less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

import orjson
from msgspec import json

from watchlist.engine.answer import Finding, Line
from watchlist.engine.asof import AsOf
from watchlist.engine.decision.context import Context
from watchlist.engine.decision.conventions import Conventions
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.run import ScreeningRun
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.vocabulary import Verdict
from watchlist.engine.workers.limits import DETAILS
from watchlist.list_updates.horizon import horizon_known_at
from watchlist.screenings.rescreen.rebuilding import Asked, StoredLine
from watchlist.screenings.suppressions.standing import rulings_known_at


class Answered(NamedTuple):
    """The answer on a line, and the first day on which its goods move: the day asked of, if one was."""

    line: Line
    first: date


@dataclass(frozen=True, slots=True)
class Differing:
    """A stored line that two laws answer otherwise, asked on one day."""

    line: StoredLine
    day: date
    is_own_day: bool
    before: Line
    after: Line

    @property
    def becomes_controlled(self) -> bool:
        """Say whether it is controlled by the law after the change, and was not by the law before it."""
        return self.after.verdict == Verdict.CONTROLLED != self.before.verdict

    @property
    def met(self) -> tuple[tuple[str, str], ...]:
        """Return the list and the entry of each finding that only one of the laws makes, or makes otherwise."""
        was, now = ([(_telling(finding), finding) for finding in line.findings] for line in (self.before, self.after))
        told = [[telling for telling, _ in findings] for findings in (was, now)]
        only = [finding for telling, finding in now if telling not in told[0]]
        only += [finding for telling, finding in was if telling not in told[1]]
        return tuple(sorted({(finding.list, finding.entry) for finding in only}))


@dataclass(slots=True)
class Compared:
    """Where two laws answer lines otherwise, and the ids of lines with a structure that was not examined in time."""

    differing: list[Differing] = field(default_factory=list)
    unexamined: set[int] = field(default_factory=set)

    def add(
        self, lines: Sequence[StoredLine], was: Sequence[Answered], now: Sequence[Answered], *, is_own_day: bool
    ) -> None:
        """Compare the answers of two laws on lines, asked of one day."""
        for line, old, new in zip(lines, was, now, strict=True):
            if differ(old.line, new.line):
                self.differing.append(Differing(line, new.first, is_own_day, old.line, new.line))
            if any(problem.code in DETAILS for answered in (old, new) for problem in answered.line.problems):
                self.unexamined.add(line.pk)


def compare(
    before: CompiledLaw, after: CompiledLaw, lines: Sequence[StoredLine], days: Mapping[int, Collection[date]]
) -> Compared:
    """Compare how two laws answer lines: on their own day, and on those `days` of their item that follow it.

    Both are asked with what is laid down of findings as known at the later of them: only law is told to differ.
    """
    compared, known_at = Compared(), max(before.known_at, after.known_at)
    was, now = answers(before, lines, known_at=known_at), answers(after, lines, known_at=known_at)
    compared.add(lines, was, now, is_own_day=True)
    first = {line.pk: answer.first for line, answer in zip(lines, now, strict=True)}
    for day in sorted({day for line in lines for day in days[line.item]}):
        earlier = [line for line in lines if day in days[line.item] and first[line.pk] < day]
        was, now = (answers(law, earlier, day, known_at=known_at) for law in (before, after))
        compared.add(earlier, was, now, is_own_day=False)
    return compared


def answers(
    law: CompiledLaw, lines: Sequence[StoredLine], day: date | None = None, *, known_at: datetime | None = None
) -> list[Answered]:
    """Return what each line is answered under a law, on a day or (None) on its own, in order.

    Just as in a screening of its whole file: a line is answered by what it says itself, and by how its file writes
    days and decimals.
    """
    found = dict[int, Answered]()
    for asked, some in _together(lines).items():
        run = run_of(law, asked, [line.declared for line in some], day, known_at or law.known_at)
        for line, one in zip(some, run.prepared_lines(), strict=True):
            found[line.pk] = Answered(run.answer(one), one.line_movement.movement.span(asked.day)[0])
    return [found[line.pk] for line in lines]


def _together(lines: Iterable[StoredLine]) -> dict[Asked, list[StoredLine]]:
    together: dict[Asked, list[StoredLine]] = defaultdict(list)
    for line in lines:
        together[line.asked].append(line)
    return together


def run_of(
    law: CompiledLaw, asked: Asked, lines: Sequence[DeclaredLine], day: date | None, known_at: datetime
) -> ScreeningRun:
    """Return the screening of some lines under a law, asked as their file was."""
    question = Question.from_record(orjson.loads(asked.question))
    conventions = Conventions.from_text(asked.conventions)
    manifest = DeclaredManifest(
        source="",
        sha256="",
        shipment={},
        ignored_columns=(),
        lines=tuple(lines),
        date_convention=conventions.dates,
        number_convention=conventions.numbers,
    )
    context = Context(
        rulings=rulings_known_at(known_at), notices=horizon_known_at(law.known_at) if question.proposals else None
    )
    return ScreeningRun(
        law, replace(question, as_of=day) if day else question, manifest, AsOf(asked.day, known_at), context
    )


def differ(was: Line, now: Line) -> bool:
    """Say whether two answers on a line differ in their word, or in what a finding tells of the goods."""
    if (was.verdict, was.action, was.severity) != (now.verdict, now.action, now.severity):
        return True
    return sorted(map(_telling, was.findings)) != sorted(map(_telling, now.findings))


def _telling(finding: Finding) -> bytes:
    """Return what a finding says of the goods and of what follows, as a text.

    How the law is cited or worded says nothing more of them.
    """
    rule = finding.rule and (finding.rule.key, finding.rule.limbs)
    return json.encode(
        (
            finding.tier,
            finding.severity,
            finding.certainty,
            finding.confidence,
            finding.bears,
            finding.entry,
            finding.form,
            finding.conditions,
            finding.obligations,
            rule,
        )
    )
