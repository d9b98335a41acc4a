"""From a file to shares: read once, opened as a screening, its lines packed into rows a few thousand at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import SEEK_END
from typing import Final

from django.db.models import Sum

from watchlist.access import Requester, count_answers
from watchlist.conf import most_lines
from watchlist.engine.answer import Line
from watchlist.engine.decision import MOVEMENT, Question
from watchlist.engine.reading import (
    DATE_FIELDS,
    Block,
    DeclaredLine,
    DeclaredManifest,
    ManifestError,
    Spool,
    with_corrections,
)
from watchlist.engine.reading.readers import manifest_from_stored
from watchlist.jobs import Job, Lease, StepBack, heartbeats, is_ending
from watchlist.manifests import ManifestLine, corrections_known_at
from watchlist.screenings.chunks.leasing import FileNotScreened
from watchlist.screenings.chunks.models import Share
from watchlist.screenings.correction_models import CorrectionRun
from watchlist.screenings.inserting import reserve_block
from watchlist.screenings.known_corrections import known_corrections
from watchlist.screenings.models import ScreenedLine, Screening, Upload
from watchlist.screenings.party_totals import ROLES
from watchlist.screenings.pipeline import point_of_view, run_of
from watchlist.screenings.rerun import columns_now
from watchlist.screenings.same_goods import goods_of, stored_goods
from watchlist.screenings.saving import open_screening, text_of

SHARE: Final = 1_000
"""Lines of a share: fewer cost more to store, more are lost with a worker and keep others waiting at the end."""
TOGETHER: Final = 20
"""Shares that are stored in one step."""

READING, SCREENING = "reading the file", "screening"
READ_A_SECOND: Final = 200_000
"""Bytes that the slowest reader surely reads in a second, on a slow machine."""
MADE_READY: Final = timedelta(minutes=5)
"""In which, at the most, the law is made ready for a file."""


def is_split(upload: Upload) -> bool:
    """Return whether every line of a file is in a stored chunk: its job has the number of lines once it was opened."""
    shared = Share.objects.filter(screening=upload.pk).aggregate(lines=Sum("lines"))["lines"]
    return shared is not None and shared == lines_of(upload)


def lines_of(upload: Upload) -> int:
    """Return how many lines a file has whose screening was opened."""
    return Job.objects.values_list("total", flat=True).get(pk=upload.job_id) or 0


def split_into_chunks(lease: Lease, upload: Upload, question: Question, ready: Callable[[], None]) -> None:
    """Read a file, open its screening unless that is done, and store the chunks that are not stored yet.

    `ready` is called as soon as there are some to be answered. Raises `FileNotScreened`, `CorrectTheQuestion`.
    """
    spool = Spool(SHARE, (MOVEMENT, ROLES, DATE_FIELDS))
    manifest = _read(lease, upload, question, spool)
    screening = Screening.objects.filter(pk=upload.pk).first() or _opened(lease, upload, manifest, question)
    made = Share.objects.filter(screening=screening).count()
    for start in range(made, len(spool.blocks), TOGETHER):
        with lease.step(0, len(spool), SCREENING):
            _keep(screening, start, spool, spool.blocks[start : start + TOGETHER])
        if start == made:
            ready()
        _stop_if_ending()


def _read(lease: Lease, upload: Upload, question: Question, spool: Spool) -> DeclaredManifest:
    stored = upload.manifest
    line_corrections = known_corrections(stored.reference, stored.sha256, question.known_at)
    columns = corrections_known_at(question.known_at)
    runs = CorrectionRun.objects.select_related("screened_line__line", "screened_line__screening")
    if run := runs.filter(upload=upload).first():
        columns = columns_now(run.screened_line.screening, question.known_at)
        line_corrections[run.screened_line.line.number].append(run.as_field())

    def keep(lines: Iterable[DeclaredLine]) -> Spool:
        return spool.take(_passing(with_corrections(lines, line_corrections)))

    lease.heartbeat(0, stage=READING)
    try:
        with stored.opened() as original:
            most = MADE_READY + timedelta(seconds=original.seek(0, SEEK_END) / READ_A_SECOND)
            with heartbeats(lambda: lease.heartbeat(0), most):
                manifest = manifest_from_stored(stored.source, original, columns, upload.day, keep)
    except ManifestError as error:
        raise FileNotScreened(str(error)) from error
    if len(spool) > (limit := most_lines()):
        raise FileNotScreened(f"{len(spool):,} lines; one manifest may hold {limit:,}. Send them in parts.")
    shipment = question.of_shipment(manifest.shipment)
    read = replace(manifest, reference=stored.reference, shipment=shipment, **stored_goods(stored))
    return replace(read, goods_sha256=goods_of(read, question, stored.received_at.date()))


def _passing(lines: Iterable[DeclaredLine]) -> Iterator[DeclaredLine]:
    for line in lines:
        if line.number % SHARE == 0:
            _stop_if_ending()
        yield line


def _stop_if_ending() -> None:
    if is_ending():
        raise StepBack


def _opened(lease: Lease, upload: Upload, manifest: DeclaredManifest, question: Question) -> Screening:
    """Open the screening of a file that was read: from here on its lines can be answered."""
    stored, lines = upload.manifest, len(manifest.lines)
    with heartbeats(lambda: lease.heartbeat(0), MADE_READY):
        coverage = run_of(manifest, question, point_of_view(question, stored.received_at.date())).coverage()
    with lease.step(0, lines, SCREENING):
        stored.shipment, stored.goods_sha256 = text_of(manifest.shipment), manifest.goods_sha256
        stored.save(update_fields=["shipment", "goods_sha256"])
        storing = open_screening(
            pk=upload.pk,
            stored=stored,
            manifest=manifest,
            question=question,
            coverage=coverage,
            actor=stored.received_by,
        )
        count_answered(upload, lines=lines)
    return storing.screening


def _keep(screening: Screening, first: int, spool: Spool, blocks: Sequence[Block]) -> None:
    """Store some shares, the first of which has the number `first`, with ids for their lines, in the file's order."""
    lines = sum(block.lines for block in blocks)
    declared, screened = reserve_block(ManifestLine, lines), reserve_block(ScreenedLine, lines)
    shares = []
    for number, block in enumerate(blocks, start=first):
        shares.append(
            Share(
                screening=screening,
                number=number,
                lines=block.lines,
                declared_from=declared,
                screened_from=screened,
                declared=spool.packed(block),
            )
        )
        declared, screened = declared + block.lines, screened + block.lines
    Share.objects.bulk_create(shares)


def count_answered(upload: Upload, *, answered_lines: Sequence[Line] = (), lines: int = 0) -> None:
    """Count what is answered to the token of a file, in the step that stores it.

    Raises `FileNotScreened`, and so undoes the step, for more lines than are left of the token's day.
    """
    if upload.lineage is None:
        return
    asker = Requester(lineage=upload.lineage, token=upload.token, user=upload.manifest.received_by)
    today = count_answers(requester=asker, at=datetime.now(UTC), answered_lines=answered_lines, lines=lines)
    if lines and upload.lines_per_day is not None and today.lines > upload.lines_per_day:
        raise FileNotScreened(f"{lines:,} lines are more than are left of this token's day: send it again tomorrow.")
