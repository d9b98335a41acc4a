"""Files of results that are asked for when a manifest is sent: queued with the end of its job, before anybody asks."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.models import User

from watchlist.conf import usual_results
from watchlist.internal_lists import overlay_on
from watchlist.results.answer_view import AnswerView
from watchlist.results.file_formats import RESULTS_FORMATS, holds, is_offered
from watchlist.results.requesting import is_short, request_results
from watchlist.screenings import Screening, Upload, read_summary


def usual_formats() -> tuple[str, ...]:
    """Return the formats that this installation makes of a long manifest whose sender named none."""
    return tuple(name for name in RESULTS_FORMATS if name in usual_results() and is_offered(name))


def prepare_results(upload: Upload) -> list[UUID]:
    """Queue the files that were asked for with a manifest, as its sender is shown them, and return their jobs' ids.

    Of a short screening none: its files are made within the call that asks for them. In the transaction that ends the
    screening, so that they are queued once, or are made at first asking.
    """
    screening = Screening.objects.done().filter(pk=upload.pk).select_related("manifest").first()
    sender = User.objects.filter(username=upload.manifest.received_by, is_active=True).first()
    if screening is None or sender is None or is_short(screening):
        return []
    lines = read_summary(screening.summary).lines
    view = AnswerView(screening, upload.results_with_reasons, overlay_on(sender, screening))
    return list(_queued(view, [name for name in upload.results_formats.split() if holds(name, lines)]))


def _queued(view: AnswerView, formats: list[str]) -> Iterator[UUID]:
    for name in filter(is_offered, formats):
        row = request_results(view=view, name=name, actor=view.screening.manifest.received_by)
        if row.built_at is None and row.job_id is not None:
            yield row.job_id
