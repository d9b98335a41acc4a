"""Make a file of results: by the job that was queued for it, or at once where the screening is short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Final

from django.db import transaction

from watchlist import audit
from watchlist.engine.answer import Record
from watchlist.internal_lists import overlay_of_editions
from watchlist.jobs import Job, Lease, heartbeats
from watchlist.results.answer_view import AnswerView
from watchlist.results.dropping import drop_superseded
from watchlist.results.file_formats import write_results
from watchlist.results.models import ResultsFile
from watchlist.results.pieces import MeasuredBytes, keep_pieces, measured
from watchlist.screenings import ScreenedLine, Screening, read_coverage, read_line, read_summary

BUILD_RESULTS: Final = "build_results"
WRITING: Final = "writing the file"
LONGEST: Final = timedelta(hours=1)
"""In which a file is written, and then put away."""


def build_results(lease: Lease) -> None:
    """Make the file of a job. One that was deleted meanwhile, with its screening or by a later version, is not made."""
    row = ResultsFile.objects.select_related("screening").filter(pk=lease.subject, built_at=None).first()
    if row is None:
        return
    lease.heartbeat(0, 1, WRITING)
    with TemporaryFile() as content:
        with heartbeats(lambda: lease.heartbeat(0), LONGEST):
            write_results(row.format, view_of(row).records(stored_records(row.screening)), content)
        owner = Job.objects.values_list("owner", flat=True).get(pk=lease.job_id)
        measure = measured(content)
        with lease.step(1, 1, WRITING):
            keep_built(row, content, measure, owner)


@transaction.atomic
def keep_built(row: ResultsFile, content: IO[bytes], measure: MeasuredBytes, actor: str) -> bool:
    """Put the bytes of a file away, write it to the audit, and say whether it was done: not of what is gone, or goes.

    A row that is not stored yet is stored with them.
    """
    # What is marked to go takes on nothing more: its mark locks the same row.
    stays = Screening.objects.select_for_update(no_key=True).filter(pk=row.screening_id, let_go_at=None)
    if not stays.values_list("pk", flat=True).first():
        return False
    at = datetime.now(UTC)
    if not _stored_as_built(row, measure, at):
        return False
    keep_pieces(row, content)
    key, payload = str(row.screening_id), {"form": row.format, "sha256": row.sha256, "bytes": row.size}
    audit.append(
        actor=actor, verb=BUILD_RESULTS, target_kind="screening", target_key=key, payload=payload, at=at, rows=[row]
    )
    drop_superseded(row, actor=actor, at=at)
    return True


def _stored_as_built(row: ResultsFile, measure: MeasuredBytes, at: datetime) -> bool:
    """Say whether a row is now stored as built: not where it was deleted, or is built already."""
    is_new = row._state.adding
    row.size, row.sha256, row.built_at = measure.size, measure.sha256, at
    if is_new:
        row.save(force_insert=True)
        return True
    waiting = ResultsFile.objects.filter(pk=row.pk, built_at=None)
    return bool(waiting.update(size=row.size, sha256=row.sha256, built_at=at))


def view_of(row: ResultsFile) -> AnswerView:
    """Return the view that a file is made for: of the editions that it names, whoever may see them by now."""
    return AnswerView(row.screening, row.sees_reasons, overlay_of_editions(row.editions.split()))


def stored_records(screening: Screening) -> Iterator[Record]:
    """Yield the records of a screening as they were answered, in the contract's order."""
    yield read_coverage(screening.coverage)
    for _, text in ScreenedLine.objects.of_screening(screening).in_order():
        yield read_line(text)
    yield read_summary(screening.summary)
