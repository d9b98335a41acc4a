"""Files of results that are not kept any longer: whoever asks for one again has it made anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from watchlist import audit
from watchlist.results.models import ResultsFile, ResultsPart

KEPT: Final = timedelta(days=7)
"""From when it was built. Each is a copy of what is stored, and may be as long again."""
BEING_READ: Final = timedelta(hours=1)
"""For which a file stays that a later version takes the place of: somebody may be in the middle of it."""
BATCH: Final = 20


def drop_old_results(*, actor: str, at: datetime) -> None:
    """Delete the files of results that were built a week before an instant, or earlier."""
    while rows := list(ResultsFile.objects.filter(built_at__lt=at - KEPT).order_by("built_at")[:BATCH]):
        drop_results(rows, actor)


def drop_superseded(row: ResultsFile, *, actor: str, at: datetime) -> None:
    """Delete earlier versions of a file, but for those that somebody may be reading still."""
    same_view = ResultsFile.objects.filter(screening=row.screening_id, format=row.format, view=row.view)
    drop_results(list(same_view.exclude(pk=row.pk).filter(built_at__lt=at - BEING_READ)), actor)


@transaction.atomic
def drop_results(rows: Sequence[ResultsFile], actor: str) -> None:
    """Delete built files of results, and write it to the audit; of none, nothing."""
    if not rows:
        return
    ids = [row.pk for row in rows]
    ResultsPart.objects.filter(file__in=ids).delete()
    ResultsFile.objects.filter(pk__in=ids).delete()
    payload = {"files": [[str(row.screening_id), row.format, row.sha256] for row in rows]}
    audit.append(
        actor=actor, verb="drop_results", target_kind="results", target_key="", payload=payload, rows=list(rows)
    )
