"""A file that is screened by a job: taken as it comes, answered in chunks that are stored once, whoever goes on.

Its point of view is settled when it is accepted: the law and the shipments known then, on that day. So whoever takes
the job up makes the same records again, and stores those that nobody has stored before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import BinaryIO, Final, NamedTuple
from uuid import UUID

from django.db import transaction

from watchlist.access.events import Asker
from watchlist.access.watch import note
from watchlist.audit import chain
from watchlist.conf import most_lines
from watchlist.errors import WatchlistError
from watchlist.jobs.leases import Lease
from watchlist.jobs.queue import enqueue
from watchlist.manifests.errors import ManifestError
from watchlist.manifests.lines import DeclaredManifest
from watchlist.manifests.mappings import corrections_known_at
from watchlist.manifests.models import Manifest, ManifestPart
from watchlist.manifests.readers import read_again, refuse_unreadable
from watchlist.screening.models import ScreenedLine, Screening, Upload
from watchlist.screening.pipeline import stream
from watchlist.screening.question import Question
from watchlist.screening.saving import (
    CHUNK,
    Kept,
    Record,
    Storing,
    close_screening,
    keep_chunk,
    open_screening,
    storing_of,
    text_of,
)
from watchlist.temporal import last_tick

SCREEN_MANIFEST: Final = "screen_manifest"
PART: Final = 4 * 1024 * 1024
"""Bytes of a part of a file."""

READING, SCREENING, SUMMING_UP = "reading the file", "screening", "summing up"
READ_A_SECOND: Final = 200_000
"""Bytes that the slowest reader surely reads in a second, on a slow machine: meanwhile it takes no step."""

WITHOUT_STEPS: Final = timedelta(minutes=5)
"""In which, at the most, the law is made ready for a file, or a file is summed up."""


class Sender(NamedTuple):
    """The token that a file came with, and how many lines a day it may have screened."""

    lineage: UUID | None
    token: str
    lines_per_day: int | None


NOBODY: Final = Sender(None, "", None)


class FileNotScreened(WatchlistError):
    """The file cannot be read, or not be screened to its end: another must be sent."""


@transaction.atomic
def receive(
    *,
    original: BinaryIO,
    source: str,
    question: Question,
    reference: str,
    actor: str,
    day: date | None = None,
    sender: Sender = NOBODY,
) -> Upload:
    """Keep a file with what is asked, queue the job that screens it, and return both.

    `day` is that of lines which state none; `sender` is the token that it came with. Raises ManifestError for a kind
    of file that is not read, and `CorrectTheQuestion` for an instant of which nothing is known.
    """
    refuse_unreadable(source, original.read(16))
    last_tick(question.known_at)
    at, sha256 = datetime.now(UTC), _sha256(original)
    manifest = Manifest.objects.create(
        reference=reference.strip(), source=source, sha256=sha256, original=b"", received_at=at, received_by=actor
    )
    for number, content in enumerate(_parts(original), start=1):
        ManifestPart.objects.create(manifest=manifest, number=number, content=content)
    settled = replace(question, known_at=question.known_at or at)
    upload = Upload(manifest=manifest, question=text_of(settled.as_record()), day=day, **sender._asdict())
    upload.job = enqueue(kind=SCREEN_MANIFEST, subject=str(upload.pk), owner=actor)
    upload.save(force_insert=True)
    said = {"manifest": sha256, "job": str(upload.job_id), "question": settled.as_record()}
    chain.append(actor=actor, verb="receive", target_kind="screening", target_key=str(upload.pk), payload=said, at=at)
    return upload


def screen_upload(lease: Lease) -> None:
    """Screen the file of a job to its end, from where it was left. Raises `FileNotScreened`, `CorrectTheQuestion`."""
    upload = Upload.objects.select_related("manifest").get(pk=lease.subject)
    if Screening.objects.done().filter(pk=upload.pk).exists():
        return
    question = Question.from_record(json.loads(upload.question))
    manifest = _read(lease, upload, question)
    total = len(manifest.lines)
    lease.heartbeat(0, total, SCREENING, hold=WITHOUT_STEPS)
    records = stream(manifest, question, upload.manifest.received_at.date())
    storing, kept = _opened(lease, upload, manifest, question, next(records))
    answered = zip(manifest.lines, records, strict=False)
    for at, _ in enumerate(islice(answered, kept)):
        if at % CHUNK == 0:
            lease.heartbeat(at, total, SCREENING)
    for chunk in _chunks(answered):
        kept += len(chunk)
        with lease.step(kept, total, SCREENING):
            keep_chunk(storing, chunk)
            _note(upload, records=[record for _, record in chunk])
    lease.heartbeat(total, total, SUMMING_UP, hold=WITHOUT_STEPS)
    summary = next(records)
    with lease.step(total, total, SUMMING_UP):
        close_screening(storing, summary)


def _parts(original: BinaryIO) -> Iterator[bytes]:
    original.seek(0)
    return iter(lambda: original.read(PART), b"")


def _sha256(original: BinaryIO) -> str:
    digest = hashlib.sha256()
    for content in _parts(original):
        digest.update(content)
    return digest.hexdigest()


def _read(lease: Lease, upload: Upload, question: Question) -> DeclaredManifest:
    data = upload.manifest.received()
    lease.heartbeat(0, stage=READING, hold=timedelta(seconds=len(data) / READ_A_SECOND))
    try:
        manifest = read_again(upload.manifest.source, data, corrections_known_at(question.known_at), upload.day)
    except ManifestError as error:
        raise FileNotScreened(str(error)) from error
    if len(manifest.lines) > (most := most_lines()):
        raise FileNotScreened(f"{len(manifest.lines):,} lines; one manifest may hold {most:,}. Send them in parts.")
    return replace(manifest, reference=upload.manifest.reference)


def _opened(
    lease: Lease, upload: Upload, manifest: DeclaredManifest, question: Question, coverage: Record
) -> tuple[Storing, int]:
    """Return the screening of a file, opened now or before, and how many of its lines are stored."""
    screening = Screening.objects.filter(pk=upload.pk).select_related("manifest").first()
    if screening is None:
        with lease.step(0, len(manifest.lines), SCREENING):
            stored = upload.manifest
            Manifest.objects.filter(pk=stored.pk).update(shipment=text_of(manifest.shipment))
            storing = open_screening(
                pk=upload.pk,
                stored=stored,
                manifest=manifest,
                question=question,
                coverage=coverage,
                actor=stored.received_by,
            )
            _note(upload, lines=len(manifest.lines))
        return storing, 0
    if screening.coverage != text_of(coverage):
        raise FileNotScreened("The engine was changed while the file was being screened: send it again.")
    return storing_of(screening, manifest, question), ScreenedLine.objects.filter(screening=screening).count()


def _note(upload: Upload, *, records: Sequence[Record] = (), lines: int = 0) -> None:
    """Count what is answered to the token of a file, in the step that stores it.

    Raises `FileNotScreened`, and so undoes the step, for more lines than are left of the token's day.
    """
    if upload.lineage is None:
        return
    asker = Asker(lineage=upload.lineage, token=upload.token, user=upload.manifest.received_by)
    today = note(asker=asker, at=datetime.now(UTC), records=records, lines=lines)
    if lines and upload.lines_per_day is not None and today.lines > upload.lines_per_day:
        raise FileNotScreened(f"{lines:,} lines are more than are left of this token's day: send it again tomorrow.")


def _chunks(answered: Iterable[Kept]) -> Iterator[list[Kept]]:
    rest = iter(answered)
    return iter(lambda: list(islice(rest, CHUNK)), [])
