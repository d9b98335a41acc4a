"""Ask for a file of results: it is there, it is made at once, or a job is queued that makes it."""

from __future__ import annotations

from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from watchlist.audit import canonical, sha256
from watchlist.cases import words_version
from watchlist.engine.errors import WatchlistError
from watchlist.engine.host import version
from watchlist.jobs import CANCELLED, DEAD, enqueue
from watchlist.results.answer_view import AnswerView
from watchlist.results.building import BUILD_RESULTS, keep_built, stored_records
from watchlist.results.file_formats import write_results
from watchlist.results.models import ResultsFile
from watchlist.results.pieces import measured
from watchlist.screenings import Screening, read_summary

AT_ONCE: Final = 500
"""Lines of which the file is made within the call, as so many are screened within one."""


class ResultsNotMade(WatchlistError):
    """The job that was to make the file was given up; its sentence says why."""


def request_results(*, view: AnswerView, name: str, actor: str) -> ResultsFile:
    """Return the file of all that a view shows of its screening, in one format; its job waits where `built_at` is None.

    One is made for all who are shown the same, until people say more of the lines. Raises `ResultsNotMade`.
    """
    wanted = _identity_of(view, name)
    found = _found(wanted)
    if found is None:
        try:
            with transaction.atomic():
                found = _made_at_once(view, wanted, actor) if is_short(view.screening) else _queued(view, wanted, actor)
        except IntegrityError:  # another call was quicker
            found = _found(wanted)
            if found is None:
                raise
    if found.built_at is None and found.job is not None and found.job.state == DEAD:
        raise ResultsNotMade(found.job.error)
    return found


def _identity_of(view: AnswerView, name: str) -> dict[str, Any]:
    """Return the columns by which a file is known again."""
    shown = canonical({"reasons": view.sees_reasons, "editions": [str(edition) for edition in view.editions]})
    words = words_version(view.screening) if view.sees_reasons else ""
    of_service = canonical({"service": version(), "words": words})
    return {"screening": view.screening, "format": name, "view": sha256(shown), "version": sha256(of_service)}


def _found(wanted: dict[str, Any]) -> ResultsFile | None:
    """Return the file that is there, or whose job waits; one whose job was cancelled is asked for anew."""
    row: ResultsFile | None = ResultsFile.objects.select_related("job").filter(**wanted).first()
    if row is not None and row.built_at is None and row.job is not None and row.job.state == CANCELLED:
        row.delete()
        return None
    return row


def is_short(screening: Screening) -> bool:
    """Say whether the files of a screening that is done are made within the call that asks for them."""
    return read_summary(screening.summary).lines <= AT_ONCE


def _queued(view: AnswerView, wanted: dict[str, Any], actor: str) -> ResultsFile:
    row = _new(view, wanted)
    row.job = enqueue(kind=BUILD_RESULTS, subject=str(row.pk), owner=actor)
    row.save(force_insert=True)
    return row


def _made_at_once(view: AnswerView, wanted: dict[str, Any], actor: str) -> ResultsFile:
    row = _new(view, wanted)
    with TemporaryFile() as content:
        write_results(row.format, view.records(stored_records(view.screening)), content)
        if not keep_built(row, content, measured(content), actor):
            raise ResultsNotMade(_("It is being let go: its results are not made any more."))
    return row


def _new(view: AnswerView, wanted: dict[str, Any]) -> ResultsFile:
    editions = " ".join(map(str, view.editions))
    return ResultsFile(**wanted, sees_reasons=view.sees_reasons, editions=editions, requested_at=datetime.now(UTC))
