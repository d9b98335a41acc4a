"""A file that a job screens: kept as it comes, with what is asked of it; its sender is told of the end.

Its point of view is fixed when it is accepted (the law and shipments known then, on that day), so that every worker
makes the same records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import SEEK_END
from typing import Any, BinaryIO, Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.conf import API, most_uploads
from watchlist.engine.answer import Summary
from watchlist.engine.decision import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.readers import refuse_unreadable
from watchlist.engine.texts import Sentence
from watchlist.jobs import CANCELLED, DEAD, DONE, INTERACTIVE, RUNNING, WAITING, Job, enqueue
from watchlist.manifests import Manifest, ManifestPart
from watchlist.screenings.models import Screening, Upload, UploadEnd
from watchlist.screenings.same_goods import digest_of_goods, goods_before_reading, stored_goods
from watchlist.screenings.saving import text_of
from watchlist.screenings.stored_answers import plain_counts, read_question, read_summary
from watchlist.temporal import last_tick
from watchlist.webhooks import WebhookDelivery, announce

SCREEN_MANIFEST: Final = "screen_manifest"
SHORT: Final = 256 * 1024
"""Bytes of a file that is screened in seconds, and waits with what people wait for."""
PART: Final = 4 * 1024 * 1024
"""Bytes of a part of a file."""


class Sender(NamedTuple):
    """The token that a file came with, and how many lines a day it may have screened."""

    lineage: UUID | None
    token: str
    lines_per_day: int | None


class TooManyWait(CorrectTheQuestion):
    """Too many files wait: send this one later; `all_senders`: of all senders together."""

    def __init__(self, sentence: Sentence, *, all_senders: bool = False, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.of_all = all_senders


NOBODY: Final = Sender(None, "", None)


class WantedResults(NamedTuple):
    """The files that are made of the results when the job ends: in which formats, and for whose eyes."""

    formats: tuple[str, ...]
    with_reasons: bool


NO_RESULTS: Final = WantedResults((), False)


def receive(
    *,
    original: BinaryIO,
    source: str,
    question: Question,
    reference: str,
    actor: str,
    day: date | None = None,
    sender: Sender = NOBODY,
    received_at: datetime | None = None,
    goods_sha256: str = "",
    is_another: bool = False,
    results: WantedResults = NO_RESULTS,
) -> Upload:
    """Keep a file with what is asked, queue the job that screens it, and return both.

    `day` is that of lines which state none; `sender` is the token that it came with; `received_at`: of a file that was
    stored before, on whose day it is asked; `goods_sha256` is by what its goods are known again (else by the file; by
    its day of receipt too, where it bears no day when it is read), and `is_another` that they are others all the same.
    Raises ManifestError for a kind of file that is not read, `TooManyWait`, and `CorrectTheQuestion` for an instant of
    which nothing is known.
    """
    original.seek(0)  # a call under a key was read already
    refuse_unreadable(source, original.read(16))
    refuse_too_many(actor)
    last_tick(question.known_at)
    return _queue(
        original=original,
        source=source,
        question=question,
        reference=reference,
        actor=actor,
        day=day,
        sender=sender,
        received_at=received_at,
        goods_sha256=goods_sha256,
        is_another=is_another,
        results=results,
    )


def receive_again(upload: Upload) -> Upload:
    """Queue the job that screens a file once more as known now, asked on the same day, and return its upload.

    However many files wait: its sender asked once.
    """
    stored = upload.manifest
    with stored.opened() as original:
        return _queue(
            original=original,
            source=stored.source,
            question=replace(read_question(upload.question), known_at=None),
            reference=stored.reference,
            actor=stored.received_by,
            day=upload.day,
            sender=NOBODY,
            received_at=stored.received_at,
            **stored_goods(stored),
            results=wanted_results(upload),
        )


def wanted_results(upload: Upload) -> WantedResults:
    """Return the files that are made of the results of an upload when its job ends."""
    return WantedResults(tuple(upload.results_formats.split()), upload.results_with_reasons)


@transaction.atomic
def _queue(
    *,
    original: BinaryIO,
    source: str,
    question: Question,
    reference: str,
    actor: str,
    day: date | None,
    sender: Sender,
    received_at: datetime | None,
    goods_sha256: str,
    is_another: bool,
    results: WantedResults,
) -> Upload:
    """Keep a file with what is asked, and queue its job."""
    at, sha256 = datetime.now(UTC), _sha256(original)
    manifest = Manifest.objects.create(
        reference=reference.strip(),
        source=source,
        sha256=sha256,
        original=b"",
        received_at=received_at or at,
        received_by=actor,
        goods_sha256=goods_sha256 or (digest_of_goods(sha256, question, day) if day or question.as_of else None),
        is_another=is_another or None,
    )
    for number, content in enumerate(_parts(original), start=1):
        ManifestPart.objects.create(manifest=manifest, number=number, content=content)
    settled = replace(question, known_at=question.known_at or at)
    upload = Upload(manifest=manifest, question=text_of(settled.as_record()), day=day, **sender._asdict())
    upload.results_formats, upload.results_with_reasons = " ".join(results.formats), results.with_reasons
    queue = INTERACTIVE if original.seek(0, SEEK_END) <= SHORT else None
    upload.job = enqueue(kind=SCREEN_MANIFEST, subject=str(upload.pk), owner=actor, queue=queue)
    upload.save(force_insert=True)
    payload = {"manifest": sha256, "job": str(upload.job_id), "question": settled.as_record()}
    audit.append(
        actor=actor,
        verb="receive",
        target_kind="screening",
        target_key=str(upload.pk),
        payload=payload,
        at=at,
        rows=[manifest],
    )
    return upload


def goods_known_again(upload: Upload) -> tuple[str, ...]:
    """Return the hash by which the goods of a file are known again, or the two that may be it until it is read."""
    stored = upload.manifest
    if stored.goods_sha256:
        return (stored.goods_sha256,)
    return goods_before_reading(stored.sha256, read_question(upload.question), stored.received_at.date())


def refuse_too_many(actor: str) -> None:
    """Raise `TooManyWait` where as many files wait or are screened as may: of one sender, or of all together."""
    by_sender, in_all = most_uploads()
    under_way = Job.objects.filter(kind=SCREEN_MANIFEST, state__in=(*WAITING, RUNNING))
    if under_way.count() >= in_all:
        sentence = _("%(files)s files wait to be screened: send this one when some are done.")
        raise TooManyWait(sentence, all_senders=True, files=in_all)
    if under_way.filter(owner=actor).count() >= by_sender:
        sentence = _("%(files)s files of yours wait to be screened: send this one when some are done.")
        raise TooManyWait(sentence, files=by_sender)


def _parts(original: BinaryIO) -> Iterator[bytes]:
    original.seek(0)
    return iter(lambda: original.read(PART), b"")


def _sha256(original: BinaryIO) -> str:
    digest = hashlib.sha256()
    for content in _parts(original):
        digest.update(content)
    return digest.hexdigest()


ENDS: Final = {DONE: "manifest.done", DEAD: "manifest.failed", CANCELLED: "manifest.cancelled"}
TOGETHER: Final = 100


def announce_screening(*, screening: Screening, summary: Summary) -> list[WebhookDelivery]:
    """Announce a screening that was answered at once to its maker's webhooks, in the transaction that stores it."""
    payload = {**_counted(screening, summary), "link": f"{API}screenings/{screening.pk}/"}
    return announce(event="screening.done", subject=str(screening.pk), payload=payload, audience=screening.made_by)


@transaction.atomic
def announce_ends() -> list[WebhookDelivery]:
    """Announce each manifest whose job is over (done, failed or cancelled) once, and return the deliveries."""
    announced = UploadEnd.objects.filter(upload=OuterRef("pk"), state=OuterRef("job__state"))
    over = Upload.objects.filter(~Exists(announced), job__state__in=ENDS).select_related("job", "manifest")
    now = datetime.now(UTC)
    return [delivery for upload in over.order_by("pk")[:TOGETHER] for delivery in _announce_end(upload, now)]


def _announce_end(upload: Upload, now: datetime) -> list[WebhookDelivery]:
    state = upload.job.state
    _, is_first = UploadEnd.objects.get_or_create(upload=upload, state=state, defaults={"at": now})
    if not is_first:
        return []
    payload = {"manifest": str(upload.pk), "job": str(upload.job_id), "link": f"{API}manifests/{upload.pk}/"}
    if screening := Screening.objects.done().filter(pk=upload.pk).first():
        payload |= _counted(screening, read_summary(screening.summary))
    return announce(event=ENDS[state], subject=str(upload.pk), payload=payload, audience=upload.manifest.received_by)


def _counted(screening: Screening, summary: Summary) -> dict[str, Any]:
    """Return the counts by verdict, without internal lists: those reach no webhook."""
    verdicts = dict(sorted(plain_counts(summary).items()))
    return {"screening": str(screening.pk), "lines": summary.lines, "verdicts": verdicts}
