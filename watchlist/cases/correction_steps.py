"""What the ways of a correction share: what is asked for, and what took effect brought to its case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Model

from watchlist.cases.events import record_event
from watchlist.cases.models import Case
from watchlist.cases.opening import update_case
from watchlist.engine.answer import Answer, CorrectedField
from watchlist.screenings import CorrectionRun, LineCorrection, ScreenedLine, Screening

PARTIES: Final = frozenset({"consignor", "consignee"})


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """A correction that one person asks for; `declared` is what the file says, `before` what is read by now."""

    line: ScreenedLine
    field: str
    declared: str
    before: str
    corrected: str
    reason: str
    person: User

    def as_field(self, at: datetime) -> CorrectedField:
        """Return what an answer says of it, in effect from an instant on."""
        name = self.person.get_username()
        return CorrectedField(self.field, self.declared, self.corrected, self.reason, name, at.isoformat(), None)

    def columns(self) -> dict[str, Any]:
        """Return the columns of its row, but for when it was asked for, and how it takes effect."""
        return {
            "screened_line": self.line,
            "field": self.field,
            "declared": self.declared,
            "before": self.before,
            "corrected": self.corrected,
            "note": self.reason,
            "asked_by": self.person,
            "by": self.person.get_username(),
        }


def numbered_line(screening: Screening, number: int) -> ScreenedLine:
    """Return a line of a screening by its number in the file."""
    line: ScreenedLine = screening.lines.select_related("line", "screening__manifest").get(line__number=number)
    return line


def bring_to_case(  # noqa: PLR0917 - what was corrected, with what came of it, by whom and when
    row: LineCorrection,
    screening: Screening,
    answer: Answer | None,
    person: str,
    at: datetime,
    rows: Iterable[Model] = (),
) -> None:
    """Update a case by the screening with which a correction took effect, to which words were carried over.

    `answer`: what was just stored, by whoever has it at hand; `rows`: others written with the correction.
    """
    record_correction(update_case(screening, answer), "correct", row, person, at, rows=rows)


def record_correction(  # noqa: PLR0917 - the facts of one event
    case: Case,
    verb: str,
    row: LineCorrection | CorrectionRun,
    person: str,
    at: datetime,
    note: str = "",
    rows: Iterable[Model] = (),
) -> None:
    """Record what became of a correction in the history of its case; `rows`: others written with it."""
    facts = {"line": row.screened_line.line.number, "field": row.field}
    if row.field not in PARTIES:  # the trail outlives the parties that a shipment names
        facts |= {"declared": row.declared, "corrected": row.corrected}
    is_answer = verb in {"agreed", "refused"}
    if is_answer:
        facts |= {"kind": "correction", "asked_by": row.asked_by.get_username()}
    if isinstance(row, CorrectionRun) and row.dropped:
        facts |= {"dropped": row.dropped, "asked_by": row.asked_by.get_username()}
    text = note.strip() if is_answer else row.note
    record_event(case, verb, person, text=text, facts=facts, at=at, rows=[row, *rows])
