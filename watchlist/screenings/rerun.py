"""Run a stored shipment again under the law as it is known now, as a new screening; the earlier ones stay.

Its bytes are read again as they were read then, with what people corrected since; no judgement is carried over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import orjson
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from msgspec import UNSET

from watchlist import audit
from watchlist.engine.decision import MOVEMENT, Question
from watchlist.engine.reading import (
    DATE_FIELDS,
    Corrections,
    DeclaredLine,
    DeclaredManifest,
    FileBytes,
    Spool,
    header_key,
    whole,
    with_corrections,
)
from watchlist.engine.reading.readers import BODIES, READERS, manifest_from_stored
from watchlist.errors import LookAgain
from watchlist.jobs import RUNNING, WAITING
from watchlist.manifests import Manifest, corrections_known_at
from watchlist.screenings.known_corrections import corrected_manifest, known_corrections
from watchlist.screenings.latest import latest_screenings
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.pipeline import screen
from watchlist.screenings.same_goods import stored_goods
from watchlist.screenings.saving import save_answer
from watchlist.screenings.stored_answers import read_coverage, read_question
from watchlist.screenings.uploads import receive

BLOCK: Final = 1_000
"""Lines in memory at once."""
FROM_STANDARD_INPUT: Final = "standard-input.csv"

FieldsByShape = Mapping[str, Mapping[str, str | None]]
"""The field that each column is read as: by shape of the file, by key of the column."""


def reread_manifest(screening: Screening) -> DeclaredManifest:
    """Return the manifest of a screening, read again with its columns as they were corrected then.

    Its lines are on the disk, and in memory a few at a time. Raises ManifestError where its bytes are read no more.
    """
    stored = screening.manifest
    corrections = known_corrections(stored.reference, stored.sha256, screening.known_at, screening.pk)

    def keep(lines: Iterable[DeclaredLine]) -> Spool:
        return Spool(BLOCK, (MOVEMENT, DATE_FIELDS)).take(with_corrections(lines, corrections))

    with stored.opened() as original:
        read = manifest_from_stored(
            readable_name(stored.source), original, _corrections_then(screening), default_day(screening, original), keep
        )
    shipment = read_question(screening.question).of_shipment(read.shipment)
    return replace(read, reference=stored.reference, source=stored.source, shipment=shipment, **stored_goods(stored))


def readable_name(source: str) -> str:
    """Return the name under which kept bytes are read again: what came by standard input was read as CSV."""
    return source if source in BODIES or Path(source).suffix.lower() in READERS else FROM_STANDARD_INPUT


def default_day(screening: Screening, original: FileBytes) -> date | None:
    """Return the day that the sender gave for lines that state none; None where none was given."""
    day: date | None = Upload.objects.filter(pk=screening.pk).values_list("day", flat=True).first()
    if day is not None:
        return day
    if parse := BODIES.get(screening.manifest.source):
        date_text = parse(whole(original)).get("date")
        return date.fromisoformat(date_text) if date_text else None
    # Of a file that was screened again: the day that came with it is kept with what it says of the shipment.
    with suppress(ValueError):
        return date.fromisoformat(orjson.loads(screening.manifest.shipment or "{}").get("date", ""))
    return None


def recorded_corrections(screening: Screening) -> FieldsByShape | None:
    """Return the corrections of columns that the answer names; None where it is older than such an account."""
    read = read_coverage(screening.coverage).read
    if read.mapping is UNSET:
        return None
    fields_by_shape: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for column in read.mapping:
        fields_by_shape[column.shape][header_key(column.column) or column.column] = column.field
    return dict(fields_by_shape)


def _corrections_then(screening: Screening) -> Corrections:
    recorded = recorded_corrections(screening)
    if recorded is None:
        question = read_question(screening.question)
        return corrections_known_at(question.known_at or screening.made_at)
    return lambda shape: recorded.get(shape, {})


NOT_REMEMBERED: Final = "unsaid"
"""For a column without a remembered correction: None would say that the column is not read."""


def is_last(screening: Screening) -> bool:
    """Return whether it is the last screening of its shipment that is done: only the last is run again."""
    stored = screening.manifest
    return screening.pk in latest_screenings([(stored.reference, stored.sha256)]).values()


def rerun_screening(*, screening: Screening, as_of: date | None, actor: str) -> Screening:
    """Screen the shipment of a screening again, store the answer as a new screening, and return that.

    The question stays, but for its point of view.

    `as_of` is the day on which every law is asked; None: each finding on the day of its own movement. Raises
    `LookAgain` where the shipment was screened again meanwhile, ManifestError where its bytes are read no more.
    """
    refuse_unless_last(screening)
    stored, question = screening.manifest, _question(screening, as_of)
    original = stored.received()
    read = manifest_from_stored(
        readable_name(stored.source), original, columns_now(screening), default_day(screening, original)
    )
    shipment = question.of_shipment(read.shipment)
    read = replace(read, reference=stored.reference, source=stored.source, shipment=shipment, **stored_goods(stored))
    manifest = corrected_manifest(read, question.known_at)
    answer = screen(manifest, question)
    with transaction.atomic():
        Manifest.objects.select_for_update().only("pk").get(pk=stored.pk)
        refuse_unless_last(screening)
        new_screening = save_answer(manifest=manifest, original=original, question=question, answer=answer, actor=actor)
        _audit_rerun(screening, str(new_screening.pk), as_of, actor)
    return new_screening


@transaction.atomic
def queue_rerun(*, screening: Screening, as_of: date | None, actor: str) -> Upload:
    """Queue the job that screens a long shipment again, and return its upload.

    Raises `LookAgain` where the shipment was screened again meanwhile, or is being screened.
    """
    stored = Manifest.objects.select_for_update().get(pk=screening.manifest_id)
    refuse_unless_last(screening)
    with stored.opened() as original:
        upload = receive(
            original=original,
            source=readable_name(stored.source),
            question=_question(screening, as_of),
            reference=stored.reference,
            actor=actor,
            day=default_day(screening, original),
            **stored_goods(stored),
        )
    _audit_rerun(screening, str(upload.pk), as_of, actor)
    return upload


def refuse_unless_last(screening: Screening) -> None:
    """Raise `LookAgain` where a shipment was screened again since a screening, or is being screened by a job."""
    if not is_last(screening):
        raise LookAgain(_("This shipment was screened again meanwhile: look at its last screening."))
    stored = screening.manifest
    same = Q(manifest__reference=stored.reference)
    if not stored.reference:
        same &= Q(manifest__sha256=stored.sha256)
    if Upload.objects.filter(same, job__state__in=(*WAITING, RUNNING)).exists():
        raise LookAgain(_("This shipment is being screened by a job: wait for its end."))


def _question(screening: Screening, as_of: date | None) -> Question:
    return replace(read_question(screening.question), as_of=as_of, known_at=None)


def columns_now(screening: Screening, known_at: datetime | None = None) -> Corrections:
    """Return how columns are read: as remembered now or at an instant, but for what was chosen for this file alone."""
    question = read_question(screening.question)
    then, now = corrections_known_at(question.known_at or screening.made_at), corrections_known_at(known_at)
    recorded = recorded_corrections(screening) or {}

    def corrections(shape: str) -> Mapping[str, str | None]:
        remembered = then(shape)
        own = {
            key: field for key, field in recorded.get(shape, {}).items() if remembered.get(key, NOT_REMEMBERED) != field
        }
        return {**now(shape), **own}

    return corrections


def _audit_rerun(screening: Screening, new_key: str, as_of: date | None, actor: str) -> None:
    payload = {"screening": new_key, "as_of": as_of.isoformat() if as_of else None}
    audit.append(
        actor=actor,
        verb="screen_again",
        target_kind="screening",
        target_key=str(screening.pk),
        payload=payload,
        at=datetime.now(UTC),
    )
