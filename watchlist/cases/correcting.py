"""The verbs of corrections: one field of a line, at once or by a second officer; the shipment is answered with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.access import answer_once
from watchlist.cases.carrying import carry_words
from watchlist.cases.errors import JudgeWhatIsThere, WaitForTheSecond
from watchlist.cases.events import record_event
from watchlist.cases.models import CLOSED, Case, CaseScreening
from watchlist.cases.opening import update_case
from watchlist.cases.rights import SECOND, WORK, locked_for, locked_open
from watchlist.engine.answer import CorrectedField
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import OF_IDENTITY, correction_text
from watchlist.engine.vocabulary import Verdict
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings import (
    AnsweredAnew,
    LineCorrection,
    ScreenedLine,
    Screening,
    answer_anew,
    keep_answer_anew,
    read_line,
)
from watchlist.temporal import tick

PARTIES: Final = frozenset({"consignor", "consignee"})


@transaction.atomic
def correct_field(
    *, case: Case, line: ScreenedLine, field: str, corrected: str, reason: str, actor: User
) -> LineCorrection:
    """Correct one field of a line of the case's last screening, and return the correction.

    The shipment is answered anew with it, as a new screening of the case; on lines that are the same as before, what
    people said holds on. What a controlled line is, and whatever lowers what law asks, waits for a second officer.

    Raises `CorrectTheQuestion` for a text that the field cannot hold, `SayWhy`, `JudgeWhatIsThere` for a line of an
    earlier screening, `WaitForTheSecond` where the same field waits.
    """
    person, locked = locked_open(case.pk, actor, WORK)
    draft = _draft_of(locked, line, field, corrected, reason, person)
    at = tick(of_law=False)
    anew = answer_anew(line, draft.as_field(at))
    if _needs_second(line, field, anew):
        row: LineCorrection = LineCorrection.objects.create(**draft.columns(), asked_at=at, needs_second=True)
        _record(locked, "ask_correction", row, person, at)
        return row
    screening = keep_answer_anew(anew, actor=person.get_username())
    row = LineCorrection.objects.create(
        **draft.columns(),
        asked_at=at,
        needs_second=False,
        effective_at=at,
        answered_line=_line_of(screening, line.line.number),
    )
    _bring_to_case(locked, row, screening, anew, person, at)
    return row


@transaction.atomic
def answer_correction(*, correction: LineCorrection, agreed: bool, actor: User, note: str = "") -> LineCorrection:
    """Agree as the second officer to a correction, which takes effect, or refuse it; return it.

    Raises `AskAnotherPerson` for who asked, `SayWhy` for a refusal without a reason, and `LookAgain` where it was
    answered, the case was closed, or the line is answered otherwise by now.
    """
    person, case = locked_for(case_of_correction(correction).pk, actor, SECOND)
    if case.state == CLOSED:
        raise LookAgain(_("%(case)s was closed in the meantime."), case=case)
    if not agreed:
        answer_once(correction, person=person, agreed=False, note=note)
        _record(case, "refused", correction, person, datetime.now(UTC), note=note)
        return correction
    line = _current_line(case, correction)
    answer_once(correction, person=person, agreed=True, note=note)
    at = tick(of_law=False)
    draft = CorrectedField(
        field=correction.field,
        declared=correction.declared,
        corrected=correction.corrected,
        reason=correction.note,
        by=correction.by,
        at=at.isoformat(),
        agreed_by=person.get_username(),
    )
    anew = answer_anew(line, draft)
    screening = keep_answer_anew(anew, actor=person.get_username())
    correction.second, correction.effective_at = person.get_username(), at
    correction.answered_line = _line_of(screening, line.line.number)
    correction.save(update_fields=["second", "effective_at", "answered_line"])
    _record(case, "agreed", correction, person, at, note=note)
    _bring_to_case(case, correction, screening, anew, person, at)
    return correction


def corrections_in(case: Case) -> QuerySet[LineCorrection]:
    """Return the corrections of the lines of a case, the last first."""
    of_case = CaseScreening.objects.filter(case=case).values("screening")
    rows: QuerySet[LineCorrection] = LineCorrection.objects.filter(screened_line__screening__in=of_case)
    return _with_related(rows).order_by("-asked_at", "-pk")


def corrections_waiting() -> QuerySet[LineCorrection]:
    """Return the corrections that wait for a second officer, of cases that are open."""
    is_open = CaseScreening.objects.filter(screening=OuterRef("screened_line__screening")).exclude(case__state=CLOSED)
    rows = LineCorrection.objects.filter(Exists(is_open), needs_second=True, answer="")
    return _with_related(rows)


def case_of_correction(correction: LineCorrection) -> Case:
    """Return the case of the line that is corrected."""
    return CaseScreening.objects.select_related("case").get(screening=correction.screened_line.screening_id).case


def _with_related(rows: QuerySet[LineCorrection]) -> QuerySet[LineCorrection]:
    related = ("asked_by", "answered_by", "screened_line__line", "screened_line__screening__manifest", "answered_line")
    unread = ("screened_line__record", "answered_line__record", "screened_line__screening__manifest__original")
    return rows.select_related(*related).defer(*unread)


@dataclass(frozen=True, slots=True)
class _Draft:
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

    def columns(self) -> dict[str, object]:
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


def _draft_of(  # noqa: PLR0917 - the facts of one correction
    case: Case, line: ScreenedLine, field: str, corrected: str, reason: str, person: User
) -> _Draft:
    if line.screening_id != case.screening_id:
        raise JudgeWhatIsThere(_("%(held)s was screened again: correct the lines of its last screening."), held=case)
    text, reason = correction_text(field, corrected), reason.strip()
    if not reason:
        raise SayWhy(_("Say what shows it: whoever reads the answer must know."))
    answer = read_line(line.record)
    present = answer.fields.get(field, "")
    if text == present:
        raise CorrectTheQuestion(_("That is what it says."))
    if corrections_waiting().filter(_of_line(case, line.line.number), field=field).exists():
        raise WaitForTheSecond(_("A second officer was asked about this field."))
    earlier = {correction.field: correction.declared for correction in answer.corrections or ()}
    return _Draft(line, field, earlier.get(field, present), present, text, reason, person)


def _of_line(case: Case, number: int) -> Exists:
    """Return the condition that a correction is of one line of a case, in whichever of its screenings."""
    of_case = CaseScreening.objects.filter(case=case, screening=OuterRef("screened_line__screening"))
    return Exists(of_case.filter(screening__lines=OuterRef("screened_line"), screening__lines__line__number=number))


def _needs_second(line: ScreenedLine, field: str, anew: AnsweredAnew) -> bool:
    return anew.lowers or (field in OF_IDENTITY and line.verdict == Verdict.CONTROLLED)


def _current_line(case: Case, correction: LineCorrection) -> ScreenedLine:
    """Return the line of the last screening that is corrected. Raises `LookAgain` where it is another by now."""
    seen = correction.screened_line
    line = _line_of(case.screening, seen.line.number)
    if line.record != seen.record:
        raise LookAgain(_("The line is answered otherwise by now: refuse it, and have it asked for again."))
    return line


def _line_of(screening: Screening, number: int) -> ScreenedLine:
    line: ScreenedLine = screening.lines.select_related("line", "screening__manifest").get(line__number=number)
    return line


def _bring_to_case(  # noqa: PLR0917 - what was corrected, with what came of it, by whom and when
    case: Case, row: LineCorrection, screening: Screening, anew: AnsweredAnew, person: User, at: datetime
) -> None:
    earlier = case.screening
    updated = update_case(screening, anew.answer)
    _record(updated, "correct", row, person, at, carried=carry_words(updated, earlier, screening))


def _record(  # noqa: PLR0917 - the facts of one event
    case: Case,
    verb: str,
    row: LineCorrection,
    person: User,
    at: datetime,
    note: str = "",
    carried: Iterable[Model] = (),
) -> None:
    facts = {"line": row.screened_line.line.number, "field": row.field}
    if row.field not in PARTIES:  # the trail outlives the parties that a shipment names
        facts |= {"declared": row.declared, "corrected": row.corrected}
    if verb in {"agreed", "refused"}:
        facts |= {"kind": "correction", "asked_by": row.asked_by.get_username()}
    rows: list[Model] = [row, *carried]
    text = note.strip() if verb in {"agreed", "refused"} else row.note
    record_event(case, verb, person.get_username(), text=text, facts=facts, at=at, rows=rows)
