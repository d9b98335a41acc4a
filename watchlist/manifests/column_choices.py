"""Columns that an officer chooses: the file that waits for the choice, and what was chosen for files of its shape."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.audit import canonical
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reading import MAPPABLE, Corrections, uncorrected
from watchlist.manifests.models import ColumnMapping, ManifestDraft
from watchlist.temporal import VersionedQuerySet, tick

LIFETIME = timedelta(hours=1)


@transaction.atomic
def keep_draft(
    *, source: str, original: bytes, question: Mapping[str, Any], owner: str, reference: str = ""
) -> ManifestDraft:
    """Keep a file until its officer has said how it is to be read, and drop those that nobody came back to."""
    now = datetime.now(UTC)
    drop_old_drafts(now)
    return ManifestDraft.objects.create(
        owner=owner, source=source, original=original, asked=canonical(question), reference=reference, kept_at=now
    )


def kept_draft(key: UUID, owner: str) -> ManifestDraft | None:
    """Return a draft to whom it belongs; None where there is none, or none any more."""
    alive = datetime.now(UTC) - LIFETIME
    return ManifestDraft.objects.filter(pk=key, owner=owner, kept_at__gt=alive).first()


def drop_old_drafts(now: datetime) -> int:
    """Drop the files that nobody came back to, and return how many there were."""
    dropped, _ = ManifestDraft.objects.filter(kept_at__lte=now - LIFETIME).delete()
    return dropped


@transaction.atomic
def say_of_draft(*, draft: ManifestDraft, question: Mapping[str, Any], reference: str) -> ManifestDraft:
    """Put what is asked of a draft, and its reference, in place of what was said before, and return it."""
    draft.asked, draft.reference = canonical(question), reference
    draft.save(update_fields=["asked", "reference"])
    return draft


def drop_draft(*, draft: ManifestDraft) -> bool:
    """Drop a draft, and say whether it was still there."""
    dropped, _ = ManifestDraft.objects.filter(pk=draft.pk).delete()
    return bool(dropped)


LONGEST_KEY = 200


def corrections_known_at(moment: datetime | None = None) -> Corrections:
    """Return the mappings of columns, by the shape of their file, at an instant (now, if none is given).

    One query for all files, and one more for each shape that was corrected.
    """
    rows: VersionedQuerySet = ColumnMapping.objects.all()
    mappings = rows.current() if moment is None else rows.known_at(moment)
    shapes = frozenset(mappings.order_by().values_list("shape", flat=True).distinct())
    if not shapes:
        return uncorrected

    @cache
    def corrections(shape: str) -> Mapping[str, str | None]:
        if shape not in shapes:
            return {}
        return {row.column: row.field or None for row in mappings.filter(shape=shape)}

    return corrections


@transaction.atomic
def correct_columns(*, shape: str, corrections: Mapping[str, str | None], actor: str) -> list[ColumnMapping]:
    """Record what the columns of files of this shape hold, by their keys, and return the new rows.

    What is held already is not recorded again. It takes the law's clock: how a file is read changes its answer, and
    an answer as known at an instant reads the file as it was read then. Raises `CorrectTheData`.
    """
    _check(corrections)
    current = corrections_known_at()(shape)
    changed = {key: field for key, field in corrections.items() if current.get(key, "unsaid") != field}
    if not changed:
        return []
    at = tick()
    ColumnMapping.objects.current().filter(shape=shape, column__in=changed).supersede(at)
    rows: list[ColumnMapping] = ColumnMapping.objects.bulk_create(
        ColumnMapping(shape=shape, column=key, field=field or "", recorded_by=actor, recorded_at=at)
        for key, field in changed.items()
    )
    payload = {"columns": changed, "before": {key: current[key] for key in changed if key in current}}
    audit.append(
        actor=actor, verb="correct_columns", target_kind="file_shape", target_key=shape, payload=payload, at=at
    )
    return rows


def _check(corrections: Mapping[str, str | None]) -> None:
    for key, field in corrections.items():
        if field is not None and field not in MAPPABLE:
            raise CorrectTheData(_("%(field)r is no field of a manifest."), field=field)
        if not 0 < len(key) <= LONGEST_KEY:
            raise CorrectTheData(
                _("a header of %(count)s letters is not remembered: at most %(most)s are."),
                count=len(key),
                most=LONGEST_KEY,
            )
