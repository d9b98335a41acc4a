"""Corrections of shipments that are too long to be answered anew at once: begun by a person, ended by their job.

The job screens the file as any other, chunk by chunk, as known when the correction was asked for. In the transaction
that would close the screening the case is looked at: where it stands on the screening that was corrected, and is open,
the correction takes effect with all that was said meanwhile; else it is dropped, and the screening counts nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from watchlist.cases.carrying import carry_words
from watchlist.cases.correction_steps import CorrectionDraft, bring_to_case, numbered_line, record_correction
from watchlist.cases.decision_news import decision_announced
from watchlist.cases.models import CLOSED, Case
from watchlist.cases.opening import SYSTEM
from watchlist.engine.answer import Summary
from watchlist.engine.decision import shipment_key
from watchlist.engine.reading import OF_IDENTITY
from watchlist.engine.vocabulary import Verdict
from watchlist.jobs import CANCELLED, DEAD, OVER
from watchlist.screenings import (
    CASE_CLOSED,
    JOB_CANCELLED,
    JOB_GIVEN_UP,
    SCREENED_AGAIN,
    CorrectionRun,
    LineCorrection,
    ScreenedLine,
    Screening,
    Upload,
    answer_line_anew,
    corrected_since,
    lowers,
    queue_answer_anew,
    read_line,
    receive_again,
    unreached,
)
from watchlist.temporal import tick

LOST: Final = {DEAD: JOB_GIVEN_UP, CANCELLED: JOB_CANCELLED}
"""Why a run comes to nothing, by the state of its job."""
ASKED: Final = ("screened_line__line__number", "field", "asked_at")
TOLD_BY_JOBS: Final = ("correct", "ask_correction", "drop_correction")
"""Verbs of events that a job may write in the name of a person, who is told of them as of the acts of others."""


def lowers_by_itself(draft: CorrectionDraft) -> bool:
    """Say whether a correction is known to need a second officer before the whole shipment is answered anew."""
    if is_of_identity(draft.line, draft.field):
        return True
    return lowers(read_line(draft.line.record), answer_line_anew(draft.line, draft.as_field(datetime.now(UTC))))


def is_of_identity(line: ScreenedLine, field: str) -> bool:
    """Say whether a field says what a controlled line is."""
    return field in OF_IDENTITY and line.verdict == Verdict.CONTROLLED


def begin_run(case: Case, draft: CorrectionDraft, at: datetime) -> CorrectionRun:
    """Begin a correction by one officer of a case that is locked, and return its run.

    Raises `LookAgain` where the shipment is being screened, `TooManyWait`.
    """
    upload = _queued(draft.line, draft.person, at)
    run: CorrectionRun = CorrectionRun.objects.create(upload=upload, at=at, **draft.columns())
    record_correction(case, "begin_correction", run, run.by, at)
    return run


def begin_agreed_run(line: ScreenedLine, correction: LineCorrection, person: User, at: datetime) -> CorrectionRun:
    """Begin a correction of a line to which a second officer just agreed, and return its run. Raises as `begin_run`."""
    kept = {name: getattr(correction, name) for name in ("field", "declared", "before", "corrected", "note", "by")}
    run: CorrectionRun = CorrectionRun.objects.create(
        upload=_queued(line, person, at),
        screened_line=line,
        asked_by=correction.asked_by,
        second=person.get_username(),
        correction=correction,
        at=at,
        **kept,
    )
    return run


def close_with_correction(upload: Upload, summary: Summary, store: Callable[[], None]) -> Upload | None:
    """Close the screening of a file, by calling `store`; of a correction it takes effect, asks a second, or is dropped.

    Where a correction of the same file took effect while it was answered, it is queued once more, and that upload is
    returned: whoever calls starts its job. Within a transaction, which is the caller's.
    """
    run = run_of(upload)
    if run is None:
        return _close_plainly(upload, store)
    seen = run.screened_line.screening
    case = Case.objects.select_for_update().get(screenings__screening=seen)
    if not _runs().filter(pk=run.pk, ended_at=None).exists():  # it was dropped while this waited for the case
        return None
    reason = _why_dropped(case, seen)
    if reason:
        _end(run, dropped=reason)
        record_correction(case, "drop_correction", run, SYSTEM, datetime.now(UTC))
    elif run.correction is None and _needs_second(run, summary):
        row = LineCorrection.objects.create(**_columns(run), asked_at=run.at, needs_second=True)
        _end(run, correction=row)
        record_correction(case, "ask_correction", row, run.by, datetime.now(UTC), rows=[run])
    else:
        with decision_announced(case.pk):
            _take_effect(case, run, store)
    return None


def _close_plainly(upload: Upload, store: Callable[[], None]) -> Upload | None:
    """Close the screening of a file that corrects nothing. The case is locked: what is corrected waits meanwhile."""
    stored = upload.manifest
    key = shipment_key(stored.reference, stored.sha256)
    case = Case.objects.select_for_update().filter(shipment=key).first()
    store()
    return receive_again(upload) if case is not None and corrected_since(upload) else None


def drop_lost_runs() -> list[CorrectionRun]:
    """End the runs whose job was given up or cancelled, and return them: their cases say that nothing was corrected."""
    lost = _runs().filter(ended_at=None, upload__job__state__in=LOST)
    return [run for pk in lost.order_by("pk").values_list("pk", flat=True) for run in _drop_lost(pk)]


@transaction.atomic
def _drop_lost(pk: int) -> list[CorrectionRun]:
    lost = _runs().filter(pk=pk, ended_at=None, upload__job__state__in=LOST)
    case = Case.objects.select_for_update().get(screenings__screening__lines__correction_runs=pk)
    found = list(lost)  # after the lock: another process may have been quicker, or a person queued the job again
    for run in found:
        _end(run, dropped=LOST[run.upload.job.state])
        record_correction(case, "drop_correction", run, SYSTEM, datetime.now(UTC))
    return found


def corrections_to_ask_again(case: Case) -> list[CorrectionRun]:
    """Return the runs of an open case that came to nothing, while their lines still say what was to be corrected.

    What a second officer had agreed to is among them: it waits for nobody, and takes effect only if asked for again.
    """
    if case.state == CLOSED:
        return []
    of_case = _runs().filter(screened_line__screening__case_screening__case=case).order_by("at", "pk")
    last = {(run.screened_line.line.number, run.field): run for run in of_case}
    rows = LineCorrection.objects.filter(screened_line__screening__case_screening__case=case).order_by("asked_at", "pk")
    asked = {(number, field): at for number, field, at in rows.values_list(*ASKED)}
    dropped = {place: run for place, run in last.items() if run.dropped and asked.get(place, run.at) <= run.at}
    numbers = {number for number, _ in dropped}
    lines = case.screening.lines.filter(line__number__in=numbers).select_related("line") if numbers else ()
    fields = {line.line.number: read_line(line.record).fields for line in lines}
    return [run for (number, field), run in dropped.items() if fields.get(number, {}).get(field, "") == run.before]


def run_of(upload: Upload) -> CorrectionRun | None:
    """Return the run of a correction for which a file is screened; None for any other file."""
    return _runs().filter(upload=upload).first()


def runs_under_way(screening: Screening) -> QuerySet[CorrectionRun]:
    """Return the runs that may still correct a line of a screening: one, whose job waits or runs."""
    return _runs().filter(screened_line__screening=screening, ended_at=None).exclude(upload__job__state__in=OVER)


def _runs() -> QuerySet[CorrectionRun]:
    of_line = ("screened_line__line", "screened_line__screening__manifest")
    related = (*of_line, "asked_by", "correction__answered_line", "upload__job")
    rows: QuerySet[CorrectionRun] = CorrectionRun.objects.select_related(*related)
    return rows.defer("screened_line__screening__manifest__original")


def _queued(line: ScreenedLine, person: User, at: datetime) -> Upload:
    return queue_answer_anew(line, known_at=at, actor=person.get_username())


def _why_dropped(case: Case, seen: Screening) -> str:
    if case.state == CLOSED:
        return CASE_CLOSED
    return SCREENED_AGAIN if case.screening_id != seen.pk else ""


def _needs_second(run: CorrectionRun, summary: Summary) -> bool:
    line = run.screened_line
    after = ScreenedLine.objects.get(screening=run.upload_id, line__number=line.line.number)
    is_lower = lowers(read_line(line.record), read_line(after.record))
    return is_lower or is_of_identity(line, run.field) or bool(unreached(line.screening, summary))


def _take_effect(case: Case, run: CorrectionRun, store: Callable[[], None]) -> None:
    screening = Screening.objects.get(pk=run.upload_id)
    carried = carry_words(case, run.screened_line.screening, screening)
    at = tick(of_law=False)  # after what takes longest: the clock and the trail are locked from here on
    store()
    screening = Screening.objects.select_related("manifest").get(pk=run.upload_id)
    line = numbered_line(screening, run.screened_line.line.number)
    row = run.correction
    if row is None:
        in_effect = {"needs_second": False, "effective_at": at, "answered_line": line}
        row = LineCorrection.objects.create(**_columns(run), asked_at=run.at, **in_effect)
    else:
        row.second, row.effective_at, row.answered_line = run.second, at, line
        row.save(update_fields=["second", "effective_at", "answered_line"])
    _end(run, correction=row)
    bring_to_case(row, screening, None, run.second or run.by, at, rows=[run, *carried])


def _end(run: CorrectionRun, **outcome: object) -> None:
    for name, value in {**outcome, "ended_at": datetime.now(UTC)}.items():
        setattr(run, name, value)
    run.save(update_fields=[*outcome, "ended_at"])


def _columns(run: CorrectionRun) -> dict[str, object]:
    names = ("screened_line", "field", "declared", "before", "corrected", "note", "asked_by", "by")
    return {name: getattr(run, name) for name in names}
