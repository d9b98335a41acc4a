"""The verbs of corrections: one field of a line, at once or by a second officer; the shipment is answered with it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext_lazy as _

from watchlist.access import answer_once
from watchlist.cases.carrying import carry_words
from watchlist.cases.correction_steps import CorrectionDraft, bring_to_case, numbered_line, record_correction
from watchlist.cases.decision_news import announces_decision
from watchlist.cases.errors import JudgeWhatIsThere, WaitForTheSecond
from watchlist.cases.long_corrections import begin_agreed_run, begin_run, is_of_identity, lowers_by_itself
from watchlist.cases.models import CLOSED, Case, CaseScreening
from watchlist.cases.rights import SECOND, WORK, locked_for, locked_open
from watchlist.engine.answer import CorrectedField
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import correction_text
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings import (
    CorrectionRun,
    LineCorrection,
    ScreenedLine,
    answer_anew,
    is_long,
    keep_answer_anew,
    read_line,
)
from watchlist.temporal import tick


@transaction.atomic
@announces_decision
def correct_field(
    *, case: Case, line: ScreenedLine, field: str, corrected: str, reason: str, actor: User
) -> LineCorrection | CorrectionRun:
    """Correct one field of a line of the case's last screening, and return the correction.

    The shipment is answered anew with it, as a new screening of the case; on lines that are the same as before, what
    people said holds on. What a controlled line is, and whatever lowers what law asks, waits for a second officer.

    A long shipment is answered by a job, whose run is returned: whoever calls starts it. The correction takes effect,
    or is asked of a second officer, when that is done.

    Raises `CorrectTheQuestion` for a text that the field cannot hold, `SayWhy`, `JudgeWhatIsThere` for a line of an
    earlier screening, `WaitForTheSecond` where the same field waits; of a long one `LookAgain` where a job screens it.
    """
    person, locked = locked_open(case.pk, actor, WORK)
    draft = _draft_of(locked, line, field, corrected, reason, person)
    if is_long(line.screening):
        asks_second = lowers_by_itself(draft)
        at = tick(of_law=False)
        return _ask_second(locked, draft, at) if asks_second else begin_run(locked, draft, at)
    at = tick(of_law=False)
    anew = answer_anew(line, draft.as_field(at))
    if anew.lowers or is_of_identity(line, field):
        return _ask_second(locked, draft, at)
    screening = keep_answer_anew(anew, actor=person.get_username())
    row: LineCorrection = LineCorrection.objects.create(
        **draft.columns(),
        asked_at=at,
        needs_second=False,
        effective_at=at,
        answered_line=numbered_line(screening, line.line.number),
    )
    carried = carry_words(locked, locked.screening, screening)
    bring_to_case(row, screening, anew.answer, person.get_username(), at, rows=carried)
    return row


@transaction.atomic
@announces_decision
def answer_correction(*, correction: LineCorrection, agreed: bool, actor: User, note: str = "") -> LineCorrection:
    """Agree as the second officer to a correction, which takes effect, or refuse it; return it.

    In a long shipment it takes effect when a job has answered that anew (`run_of_correction`): whoever calls starts it.

    Raises `AskAnotherPerson` for who asked, `SayWhy` for a refusal without a reason, and `LookAgain` where it was
    answered, the case was closed, or the line is answered otherwise by now.
    """
    person, case = locked_for(case_of_correction(correction).pk, actor, SECOND)
    if case.state == CLOSED:
        raise LookAgain(_("%(case)s was closed in the meantime."), case=case)
    if not agreed:
        answer_once(correction, person=person, agreed=False, note=note)
        record_correction(case, "refused", correction, person.get_username(), datetime.now(UTC), note=note)
        return correction
    line = _current_line(case, correction)
    answer_once(correction, person=person, agreed=True, note=note)
    at = tick(of_law=False)
    if is_long(line.screening):
        run = begin_agreed_run(line, correction, person, at)
        record_correction(case, "agreed", correction, person.get_username(), at, note=note, rows=[run])
        return correction
    agreed_field = CorrectedField(
        field=correction.field,
        declared=correction.declared,
        corrected=correction.corrected,
        reason=correction.note,
        by=correction.by,
        at=at.isoformat(),
        agreed_by=person.get_username(),
    )
    anew = answer_anew(line, agreed_field)
    screening = keep_answer_anew(anew, actor=person.get_username())
    correction.second, correction.effective_at = person.get_username(), at
    correction.answered_line = numbered_line(screening, line.line.number)
    correction.save(update_fields=["second", "effective_at", "answered_line"])
    record_correction(case, "agreed", correction, person.get_username(), at, note=note)
    carried = carry_words(case, case.screening, screening)
    bring_to_case(correction, screening, anew.answer, person.get_username(), at, rows=carried)
    return correction


def corrections_in(case: Case) -> QuerySet[LineCorrection]:
    """Return the corrections of the lines of a case, the last first; `run_upload`: the file of its last run."""
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


def run_of_correction(correction: LineCorrection) -> CorrectionRun | None:
    """Return the last run of a job by which a correction takes effect; None where it needed none."""
    return correction.runs.select_related("upload__job").order_by("-at").first()


def _with_related(rows: QuerySet[LineCorrection]) -> QuerySet[LineCorrection]:
    related = ("asked_by", "answered_by", "screened_line__line", "screened_line__screening__manifest", "answered_line")
    runs = CorrectionRun.objects.filter(correction=OuterRef("pk")).order_by("-at")
    unread = ("screened_line__record", "answered_line__record", "screened_line__screening__manifest__original")
    return (
        rows.select_related(*related)
        .defer(*unread)
        .annotate(run_upload=Subquery(runs.values("upload")[:1], output_field=UUIDField()))
    )


def _draft_of(  # noqa: PLR0917 - the facts of one correction
    case: Case, line: ScreenedLine, field: str, corrected: str, reason: str, person: User
) -> CorrectionDraft:
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
    return CorrectionDraft(line, field, earlier.get(field, present), present, text, reason, person)


def _of_line(case: Case, number: int) -> Exists:
    """Return the condition that a correction is of one line of a case, in whichever of its screenings."""
    of_case = CaseScreening.objects.filter(case=case, screening=OuterRef("screened_line__screening"))
    return Exists(of_case.filter(screening__lines=OuterRef("screened_line"), screening__lines__line__number=number))


def _ask_second(case: Case, draft: CorrectionDraft, at: datetime) -> LineCorrection:
    row: LineCorrection = LineCorrection.objects.create(**draft.columns(), asked_at=at, needs_second=True)
    record_correction(case, "ask_correction", row, row.by, at)
    return row


def _current_line(case: Case, correction: LineCorrection) -> ScreenedLine:
    """Return the line of the last screening that is corrected. Raises `LookAgain` where it is another by now."""
    seen = correction.screened_line
    line = numbered_line(case.screening, seen.line.number)
    if line.record != seen.record:
        raise LookAgain(_("The line is answered otherwise by now: refuse it, and have it asked for again."))
    return line
