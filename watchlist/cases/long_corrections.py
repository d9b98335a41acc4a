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
from django.db.models import QuerySet

from watchlist.cases.carrying import carry_words
from watchlist.cases.correction_steps import CorrectionDraft, bring_to_case, numbered_line, record_correction
from watchlist.cases.models import CLOSED, Case
from watchlist.cases.opening import SYSTEM
from watchlist.engine.answer import Summary
from watchlist.engine.reading import OF_IDENTITY
from watchlist.engine.vocabulary import Verdict
from watchlist.jobs import OVER
from watchlist.screenings import (
    CASE_CLOSED,
    SCREENED_AGAIN,
    CorrectionRun,
    LineCorrection,
    ScreenedLine,
    Screening,
    Upload,
    answer_line_anew,
    lowers,
    queue_answer_anew,
    read_line,
    unreached,
)
from watchlist.temporal import tick

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


def close_with_correction(upload: Upload, summary: Summary, store: Callable[[], None]) -> None:
    """Close the screening of a file, by calling `store`; of a correction it takes effect, asks a second, or is dropped.

    Within a transaction, which is the caller's.
    """
    run = run_of(upload)
    if run is None:
        store()
        return
    seen = run.screened_line.screening
    case = Case.objects.select_for_update().get(screenings__screening=seen)
    reason = _why_dropped(case, seen)
    if reason:
        _end(run, dropped=reason)
        record_correction(case, "drop_correction", run, SYSTEM, datetime.now(UTC))
    elif run.correction is None and _needs_second(run, summary):
        row = LineCorrection.objects.create(**_columns(run), asked_at=run.at, needs_second=True)
        _end(run, correction=row)
        record_correction(case, "ask_correction", row, run.by, datetime.now(UTC), rows=[run])
    else:
        _take_effect(case, run, store)


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
