"""Officers' mappings of columns: stored by the shape of the file, never overwritten, used for files like it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reading import MAPPABLE, Corrections, uncorrected
from watchlist.manifests.models import ColumnMapping
from watchlist.temporal import VersionedQuerySet, tick

LONGEST_KEY = 200


def corrections_known_at(moment: datetime | None = None) -> Corrections:
    """Return the mappings of columns, by the shape of their file, at an instant (now, if none is given).

    One query for all files, and one more for each shape that was corrected.
    """
    mappings = _mappings_at(moment)
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


def _mappings_at(moment: datetime | None) -> VersionedQuerySet:
    rows: VersionedQuerySet = ColumnMapping.objects.all()
    return rows.current() if moment is None else rows.known_at(moment)


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
