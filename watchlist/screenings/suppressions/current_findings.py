"""The findings of a stored line under the law as known now: rulings are made on these, never on older ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from watchlist.engine import answer
from watchlist.engine.answer import Line
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.identification.records import FieldConflict
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.parties import party_key
from watchlist.errors import LookAgain
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.rescreen.answering import run_of
from watchlist.screenings.rescreen.rebuilding import declared_line, inputs_of
from watchlist.screenings.stored_answers import read_line
from watchlist.temporal import last_tick

Found = TypeVar("Found", answer.Finding, answer.Conflict)


@dataclass(frozen=True, slots=True)
class CurrentFindings:
    """Findings and conflicts of a stored line under the law as known now, suppressed or not."""

    law: CompiledLaw
    line: Line
    findings: tuple[LineFinding, ...]
    conflicts: tuple[FieldConflict, ...]

    @property
    def consignor(self) -> str:
        """Return the key of the consignor; "" where the line names none."""
        return party_key(self.line.fields.get("consignor", ""))

    @property
    def consignee(self) -> str:
        """Return the key of the consignee; "" where the line names none."""
        return party_key(self.line.fields.get("consignee", ""))

    def finding(self, position: int) -> LineFinding:
        """Return the finding that stands at a position of the record. Raises `LookAgain` where it is none any more."""
        stored = _same(_at(self.line.findings, position))
        for finding in self.findings:
            if _same(finding.as_record(self.law.substances[finding.scheduling.substance])) == stored:
                return finding
        raise LookAgain(_("The law or the reading is another than on this line: screen it again, and ask there."))

    def conflict(self, position: int) -> FieldConflict:
        """Return the conflict that stands at a position of the record. Raises `LookAgain` where it is none any more."""
        stored = _at(self.line.conflicts, position)
        for conflict in self.conflicts:
            if (conflict.code, tuple(conflict.fields)) == (stored.code, stored.fields):
                return conflict
        raise LookAgain(_("The fields of this line conflict no more: screen it again."))


def current_findings_of(row: ScreenedLine) -> CurrentFindings:
    """Return the findings and conflicts of a stored line under the law as known now, with its file's question."""
    line = read_line(row.record)
    tick = last_tick()
    law = law_known_at(tick)
    run = run_of(law, inputs_of({row.screening_id})[row.screening_id], [declared_line(line)], None, tick)
    (line_asked,) = run.prepared_lines()
    counted = run.counted_findings(line_asked)
    findings = (*counted.findings, *(finding for finding, _ in counted.findings_aside))
    conflicts = (*counted.conflicts, *(conflict for conflict, _ in counted.conflicts_aside))
    return CurrentFindings(law, line, findings, conflicts)


def _at(found: Sequence[Found], position: int) -> Found:
    if not 0 <= position < len(found):
        raise LookAgain(_("The line has no such finding."))
    return found[position]


def _same(finding: answer.Finding) -> tuple[object, ...]:
    """Return what identifies a finding that is found again."""
    rule = finding.rule and (finding.rule.key, finding.rule.version)
    return finding.entry, finding.tier, finding.certainty, finding.valid_from, finding.read_from, rule
