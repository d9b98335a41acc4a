"""From a draft to a stored screening, or to the job that makes one, with columns as the officer chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.conf import most_lines
from watchlist.engine.decision import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import Corrections, FilePreview, preview_file
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.engine.texts import grouped
from watchlist.manifests import ManifestDraft, correct_columns, corrections_known_at, drop_draft
from watchlist.screenings.known_corrections import corrected_manifest
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer
from watchlist.screenings.stored_answers import read_question
from watchlist.screenings.uploads import receive

Chosen = Mapping[str, Mapping[str, str | None]]
"""The fields that an officer chose: by shape of the file, then by key of the column."""


def question_of(draft: ManifestDraft) -> Question:
    """Return the question that a draft asks."""
    return read_question(draft.asked)


def look_at_draft(draft: ManifestDraft) -> FilePreview:
    """Return how a draft would be read, with what is remembered of files like it. Raises ManifestError."""
    return preview_file(draft.source, bytes(draft.original), corrections_known_at(question_of(draft).known_at))


def screen_draft(
    *, draft: ManifestDraft, chosen: Chosen, remember: bool, actor: str, is_another: bool = False
) -> Screening:
    """Screen a draft with its columns as chosen, store the answer, drop the draft, and return the screening.

    `is_another`: it is another shipment, though its file was screened before. Where `remember` is asked, what was
    chosen is recorded first: the answer is as known from then. Raises ManifestError where the file cannot be read so,
    `CorrectTheQuestion` where the draft is gone; neither stores anything but what is remembered.
    """
    question, original = question_of(draft), bytes(draft.original)
    corrections = _with(chosen, corrections_known_at(question.known_at))
    read = manifest_from_upload(draft.source, original, corrections)
    shipment = question.of_shipment(read.shipment)
    read = replace(read, reference=draft.reference, shipment=shipment, is_another=is_another)
    if remember:
        _remember(chosen, actor)
    manifest = corrected_manifest(read, question.known_at)
    answer = screen(manifest, question)
    with transaction.atomic():
        if not drop_draft(draft=draft):
            raise CorrectTheQuestion(_("this file was screened, or discarded, meanwhile."))
        return save_answer(manifest=manifest, original=original, question=question, answer=answer, actor=actor)


@transaction.atomic
def queue_draft(*, draft: ManifestDraft, chosen: Chosen, actor: str, is_another: bool = False) -> Upload:
    """Queue the job that screens a long draft, drop the draft, and return the upload.

    What was chosen is recorded first: a job reads columns as they are remembered for files of their shape. Raises
    ManifestError where the file cannot be read so, `CorrectTheQuestion` where the draft is gone or the columns are
    chosen now for an instant that is past.
    """
    question, original = question_of(draft), bytes(draft.original)
    if question.known_at and any(chosen.values()):
        raise CorrectTheQuestion(_("a job reads columns as remembered at the instant asked: leave “known at” empty."))
    read = manifest_from_upload(draft.source, original, _with(chosen, corrections_known_at(question.known_at)))
    if len(read.lines) > (most := most_lines()):
        raise CorrectTheQuestion(
            _("%(count)s lines; one manifest may hold %(most)s. Send them in parts."),
            count=grouped(len(read.lines)),
            most=grouped(most),
        )
    if not drop_draft(draft=draft):
        raise CorrectTheQuestion(_("this file was screened, or discarded, meanwhile."))
    _remember(chosen, actor)
    return receive(
        original=BytesIO(original),
        source=draft.source,
        question=question,
        reference=draft.reference,
        actor=actor,
        is_another=is_another,
    )


@transaction.atomic
def _remember(chosen: Chosen, actor: str) -> None:
    for shape, corrections in chosen.items():
        correct_columns(shape=shape, corrections=corrections, actor=actor)


def _with(chosen: Chosen, stored: Corrections) -> Corrections:
    return lambda shape: {**stored(shape), **chosen.get(shape, {})}
