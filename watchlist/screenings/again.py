"""A stored shipment screened again under the law as it is known now: a new screening, beside those before it.

Its bytes are read again as they were read then; nothing that anybody said of its lines is carried over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.audit import chain
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.columns import Corrections
from watchlist.engine.reading.readers import manifest_from_stored
from watchlist.errors import LookAgain
from watchlist.jobs.models import RUNNING, WAITING
from watchlist.manifests.mappings import corrections_known_at
from watchlist.manifests.models import Manifest
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.pipeline import screen
from watchlist.screenings.reading_again import corrected_then, readable_name, said_day
from watchlist.screenings.saving import save
from watchlist.screenings.stored import latest_screenings
from watchlist.screenings.uploads import receive

UNSAID: Final = "unsaid"
"""Where nothing is remembered of a column: None says that it is not read."""


def is_last(screening: Screening) -> bool:
    """Say whether no later screening of its shipment is done: only the last is screened again."""
    stored = screening.manifest
    return screening.pk in latest_screenings([(stored.reference, stored.sha256)]).values()


def screen_again(*, screening: Screening, as_of: date | None, actor: str) -> Screening:
    """Screen the shipment of a screening again, store the answer, and return it; all but the point of view is kept.

    `as_of` is the day on which every law is asked; None: each finding on the day of its own movement. Raises
    `LookAgain` where the shipment was screened again meanwhile, ManifestError where its bytes are read no more.
    """
    _refuse_unless_last(screening)
    stored, question = screening.manifest, _question(screening, as_of)
    original = stored.received()
    read = manifest_from_stored(
        readable_name(stored.source), original, _columns(screening), said_day(screening, original)
    )
    manifest = replace(read, reference=stored.reference, source=stored.source)
    answer = screen(manifest, question)
    with transaction.atomic():
        Manifest.objects.select_for_update().only("pk").get(pk=stored.pk)
        _refuse_unless_last(screening)
        again = save(manifest=manifest, original=original, question=question, answer=answer, actor=actor)
        _written_down(screening, str(again.pk), as_of, actor)
    return again


@transaction.atomic
def queue_again(*, screening: Screening, as_of: date | None, actor: str) -> Upload:
    """Queue the job that screens a long shipment again, and return its upload.

    Raises `LookAgain` where the shipment was screened again meanwhile, or is being screened.
    """
    stored = Manifest.objects.select_for_update().get(pk=screening.manifest_id)
    _refuse_unless_last(screening)
    original = stored.received()
    upload = receive(
        original=BytesIO(original),
        source=readable_name(stored.source),
        question=_question(screening, as_of),
        reference=stored.reference,
        actor=actor,
        day=said_day(screening, original),
    )
    _written_down(screening, str(upload.pk), as_of, actor)
    return upload


def _refuse_unless_last(screening: Screening) -> None:
    if not is_last(screening):
        raise LookAgain(_("This shipment was screened again meanwhile: look at its last screening."))
    stored = screening.manifest
    same = Q(manifest__reference=stored.reference)
    if not stored.reference:
        same &= Q(manifest__sha256=stored.sha256)
    if Upload.objects.filter(same, job__state__in=(*WAITING, RUNNING)).exists():
        raise LookAgain(_("This shipment is being screened by a job: wait for its end."))


def _question(screening: Screening, as_of: date | None) -> Question:
    return replace(Question.from_record(json.loads(screening.question)), as_of=as_of, known_at=None)


def _columns(screening: Screening) -> Corrections:
    """Return how columns are read: as remembered now, but for what was said of this one file alone."""
    question = Question.from_record(json.loads(screening.question))
    then, now = corrections_known_at(question.known_at or screening.made_at), corrections_known_at()
    said = corrected_then(screening) or {}

    def corrections(shape: str) -> Mapping[str, str | None]:
        remembered = then(shape)
        own = {key: field for key, field in said.get(shape, {}).items() if remembered.get(key, UNSAID) != field}
        return {**now(shape), **own}

    return corrections


def _written_down(screening: Screening, again: str, as_of: date | None, actor: str) -> None:
    said = {"screening": again, "as_of": as_of.isoformat() if as_of else None}
    chain.append(
        actor=actor,
        verb="screen_again",
        target_kind="screening",
        target_key=str(screening.pk),
        payload=said,
        at=datetime.now(UTC),
    )
