"""The two kinds of jobs that screen a file: one reads it, waits for every chunk and sums up; others only help.

The first alone decides what becomes of the file. Whoever is lost in the middle loses the share under way, and no more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Sum

from watchlist.conf import share_workers
from watchlist.engine.answer import Summary
from watchlist.jobs import (
    OVER,
    CancelAsked,
    Job,
    Lease,
    PartLost,
    TimeSlice,
    enqueue,
    free_earlier_parts,
    heartbeats,
    lease_next_part,
    part_given_up,
)
from watchlist.screenings.chunks.answering import ChunkAnswerer, is_of_this_engine
from watchlist.screenings.chunks.leasing import FileNotScreened, chunks_of
from watchlist.screenings.chunks.making import MADE_READY, SCREENING, is_split, lines_of, split_into_chunks
from watchlist.screenings.chunks.models import Share
from watchlist.screenings.correction_models import CorrectionRun
from watchlist.screenings.daily import LinesOf, counts_of_lines
from watchlist.screenings.line_columns import digest_of_lines
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.party_totals import Parties
from watchlist.screenings.saving import close_screening
from watchlist.screenings.stored_answers import read_question

ANSWER_SHARES: Final = "answer_shares"
SUMMING_UP: Final = "summing up"
SUMMED_UP: Final = timedelta(minutes=30)
"""In which, at the most, a file is summed up."""
PAUSE: Final = 0.2
"""Seconds between two looks whether others are done with the last shares."""

BROUGHT_TO_CASE: Final = timedelta(minutes=10)
"""In which, at the most, what people said of a corrected shipment is written again on its new lines."""

Call = Callable[[Iterable[UUID]], None]
"""Starts jobs, by their ids."""
Close = Callable[[Upload, Summary, Callable[[], None]], None]
"""Closes the screening of an upload, by calling what stores its summary; within the transaction that does so."""


def close_plainly(upload: Upload, summary: Summary, store: Callable[[], None]) -> None:
    """Close a screening, and do nothing else."""
    store()


def screen_upload(lease: Lease, call: Call, close: Close = close_plainly) -> None:
    """Screen the file of a job to its end, from where it was left. Raises `FileNotScreened`, `CorrectTheQuestion`.

    `call` has the jobs run that help; `close` may leave a screening open for good, which then counts nowhere.
    """
    upload = Upload.objects.select_related("manifest", "job").get(pk=lease.subject)
    was_dropped = CorrectionRun.objects.filter(upload=upload, ended_at__isnull=False).exists()
    if was_dropped or Screening.objects.done().filter(pk=upload.pk).exists():
        return
    try:
        _screen_all(lease, upload, call, close)
    except CancelAsked:
        # With the rows, whoever still holds one loses it, and stores nothing.
        Share.objects.filter(screening=upload.pk).delete()
        raise


def answer_shares(lease: Lease) -> None:
    """Answer chunks of a file for as long as some are free."""
    upload = Upload.objects.select_related("manifest", "job").get(pk=lease.subject)
    screening = Screening.objects.filter(pk=upload.pk, made_at=None).select_related("manifest").first()
    if screening is None or not is_of_this_engine(screening):
        return
    free_earlier_parts(chunks_of(upload.pk), job=lease.job_id)
    own, time_slice, done = _ready(lease, upload, screening), TimeSlice(not_awaited=[ANSWER_SHARES]), lease.done
    while _goes_on(upload) and (leased := lease_next_part(chunks_of(upload.pk), job=lease.job_id)):
        try:
            own.answer(leased, lease, done + leased.part.lines)
            done += leased.part.lines
        except PartLost:
            continue
        time_slice.give_way()


def _screen_all(lease: Lease, upload: Upload, call: Call, close: Close) -> None:
    question, time_slice = read_question(upload.question), TimeSlice(not_awaited=[ANSWER_SHARES])
    screening = Screening.objects.filter(pk=upload.pk).first()
    if screening is not None and not is_of_this_engine(screening):
        raise FileNotScreened("The engine was changed while the file was being screened: send it again.")
    if not is_split(upload):
        split_into_chunks(lease, upload, question, lambda: _queue_helpers(upload, call))
    free_earlier_parts(chunks_of(upload.pk), job=lease.job_id)
    screening = Screening.objects.select_related("manifest").get(pk=upload.pk)
    own, total = _ready(lease, upload, screening), lines_of(upload)
    while chunks_of(upload.pk).open().exists():
        if leased := lease_next_part(chunks_of(upload.pk), job=lease.job_id):
            try:
                own.answer(leased, lease, _count_answered(upload) + leased.part.lines, total)
            except PartLost:
                continue
        else:
            _wait(lease, upload, total)
        time_slice.give_way()
    _close(lease, own, screening, total, close)


def _ready(lease: Lease, upload: Upload, screening: Screening) -> ChunkAnswerer:
    with heartbeats(lambda: lease.heartbeat(0), MADE_READY):
        return ChunkAnswerer(upload, screening)


def _queue_helpers(upload: Upload, call: Call) -> None:
    """Queue a job for each further worker that may help, but for those that do or will."""
    key, owner = str(upload.pk), upload.manifest.received_by
    wanted = min(share_workers(), chunks_of(upload.pk).open().count()) - 1
    there = Job.objects.filter(kind=ANSWER_SHARES, subject=key).exclude(state__in=OVER).count()
    call([enqueue(kind=ANSWER_SHARES, subject=key, owner=owner).pk for _ in range(wanted - there)])


def _goes_on(upload: Upload) -> bool:
    job = Job.objects.filter(pk=upload.job_id, cancel_asked_at__isnull=True)
    return job.exclude(state__in=OVER).exists()


def _count_answered(upload: Upload) -> int:
    shares = Share.objects.filter(screening=upload.pk, done_at__isnull=False)
    return shares.aggregate(lines=Sum("lines"))["lines"] or 0


def _wait(lease: Lease, upload: Upload, total: int) -> None:
    """Wait a moment for the chunks that others have leased. Raises `FileNotScreened` where one was given up."""
    if share := part_given_up(chunks_of(upload.pk)):
        first = share.number + 1
        raise FileNotScreened(f"{share.attempts} workers were lost in the middle of part {first}: send the rest alone.")
    lease.heartbeat(_count_answered(upload), total, SCREENING)
    time.sleep(PAUSE)


def _close(lease: Lease, own: ChunkAnswerer, screening: Screening, total: int, close: Close) -> None:
    lease.heartbeat(total, total, SUMMING_UP)
    with heartbeats(lambda: lease.heartbeat(0), SUMMED_UP):
        counts, tally, shipment = own.summed_up()
        parties = Parties.from_tally(tally)
        parties.store_keys()
        lines_sha256 = digest_of_lines(screening)
        counts_of_day = counts_of_lines(LinesOf.screening(screening.pk))
    began = Job.objects.values_list("started_at", flat=True).get(pk=lease.job_id) or datetime.now(UTC)
    summary = counts.summary(shipment, (datetime.now(UTC) - began).total_seconds())
    is_correction = CorrectionRun.objects.filter(upload=own.upload).exists()
    lease.heartbeat(total, total, SUMMING_UP, length=BROUGHT_TO_CASE if is_correction else None)
    with lease.step(total, total, SUMMING_UP):
        close(own.upload, summary, lambda: close_screening(screening, parties, summary, lines_sha256, counts_of_day))
        Share.objects.filter(screening=screening).delete()
