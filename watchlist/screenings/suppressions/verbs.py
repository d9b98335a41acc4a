"""What the verbs of suppressions and determinations share: the check of a request, the answer, the withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access import SECOND, WORK, answer_once, person_with_right
from watchlist.engine import answer
from watchlist.engine.answer import Line
from watchlist.engine.decision import LineFinding
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.identification import FieldConflict
from watchlist.engine.law import CompiledLaw
from watchlist.errors import LookAgain, SayWhy
from watchlist.law_store import law_known_at
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.rebuilding import declared_line, inputs_of, run_of_lines
from watchlist.screenings.stored_answers import read_line
from watchlist.screenings.suppressions.models import (
    Determination,
    DeterminationTerm,
    RulingTerm,
    Suppression,
    SuppressionTerm,
)
from watchlist.screenings.suppressions.state import rulings_known_at
from watchlist.temporal import last_tick, tick

Found = TypeVar("Found", answer.Finding, answer.Conflict)
Row = Suppression | Determination


def last_day(day: date) -> date:
    """Return the day a year after another: no ruling lasts longer."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def check_request(*, until: date, note: str, today: date) -> None:
    """Refuse an end that is not within a year, or no reason. Raises `CorrectTheQuestion` or `SayWhy`."""
    if not today < until <= last_day(today):
        raise CorrectTheQuestion(
            _("It ends after today, and by %(last)s: within a year."), last=last_day(today).isoformat()
        )
    if not note.strip():
        raise SayWhy(_("Say why: the second officer, and whoever reads the answer, must know."))


def store_answer(row: Row, *, agreed: bool, actor: User, note: str) -> None:
    """Store the answer of a second officer on a row, with its event; if agreed, the row is known from now on.

    Raises `AskAnotherPerson`, `SayWhy`, `LookAgain` where somebody was quicker or its last day has gone.
    """
    person = person_with_right(actor, SECOND)
    if agreed and row.until <= datetime.now(UTC).date():
        raise LookAgain(_("It would have ended by today: refuse it, and have it asked for anew."))
    at = answer_once(row, person=person, agreed=agreed, note=note)
    written = [_new_term(row, person)] if agreed else []
    append_event(
        row, row.answer, person, {"asked_by": row.asked_by.get_username(), "note": row.answer_note}, at, written
    )


def store_withdrawal(row: Row, *, actor: User, note: str) -> None:
    """Store who withdrew a row, with a reason and its event: from now on its terms are known no more.

    Raises `SayWhy`, or `LookAgain` where it is not in force.
    """
    person = person_with_right(actor, WORK, SECOND)
    if not note.strip():
        raise SayWhy(_("Say why it is withdrawn."))
    at = tick(of_law=False)
    columns = {"withdrawn_by": person, "withdrawn_at": at, "withdrawal_note": note.strip()}
    agreed = type(row).objects.filter(pk=row.pk, answer="agreed", withdrawn_at__isnull=True)
    if not agreed.update(**columns):
        raise LookAgain(_("It is not in force: there is nothing to withdraw."))
    row.refresh_from_db()
    terms = _term_model(row).objects.filter(**{_kind(row): row})
    terms.supersede(at)
    append_event(row, "withdraw", person, {"note": row.withdrawal_note}, at, terms)


def append_event(  # noqa: PLR0917 - the facts of one event
    row: Row, verb: str, person: User, payload: Mapping[str, Any], at: datetime, terms: Iterable[RulingTerm] = ()
) -> None:
    """Append the event of a verb on a row, and on its terms."""
    kind = _kind(row)
    audit.append(
        actor=person.get_username(),
        verb=f"{verb}_{kind}",
        target_kind=kind,
        target_key=str(row),
        payload=payload,
        at=at,
        rows=[row, *terms],
    )


@dataclass(frozen=True, slots=True)
class CurrentFindings:
    """Findings and conflicts of a stored line under the law as known now, suppressed or not."""

    law: CompiledLaw
    line: Line
    findings: tuple[LineFinding, ...]
    conflicts: tuple[FieldConflict, ...]

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
    inputs = inputs_of({row.screening_id})[row.screening_id]
    run = run_of_lines(law, inputs, [declared_line(line)], None, tick, rulings_known_at(tick))
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
    rule = finding.rule and (finding.rule.key, finding.rule.version)
    return finding.entry, finding.tier, finding.certainty, finding.valid_from, finding.read_from, rule


def _new_term(row: Row, second: User) -> RulingTerm:
    """Store since when a row is known, from now on, with the names of both people. The tick marks no change of law."""
    by, at = row.asked_by.get_username(), tick(of_law=False)
    fields: dict[str, Any] = {_kind(row): row, "recorded_at": at, "by": by, "second": second.get_username()}
    return _term_model(row).objects.create(**fields)


def _term_model(row: Row) -> type[SuppressionTerm] | type[DeterminationTerm]:
    return SuppressionTerm if isinstance(row, Suppression) else DeterminationTerm


def _kind(row: Row) -> str:
    return type(row).__name__.lower()
