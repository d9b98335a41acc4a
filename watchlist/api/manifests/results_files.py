"""The results of a manifest as one file: whole or in parts once it is made, and until then how far its job is."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.manifests.file_answer import ServedFile, file_answer
from watchlist.api.manifests.records import PLACE
from watchlist.api.problems import ApiProblem
from watchlist.api.record_base import Record
from watchlist.api.screenings import ReaderView
from watchlist.audit import record_export
from watchlist.jobs import STATES
from watchlist.results import (
    MEDIA_TYPES,
    MOST_IN_A_WORKBOOK,
    ResultsFile,
    ResultsNotMade,
    holds,
    pieces_of,
    request_results,
)
from watchlist.screenings import Screening, read_summary
from watchlist.tasks import look_after_jobs, start

RETRY_AFTER: Final = "2"
RANGE_HEADERS: Final = tuple(
    OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description)
    for name, description in (
        ("Range", "one range of bytes, as `bytes=1048576-`; what asks for several is answered with the whole"),
        ("If-Range", "the ETag of what is there already: of a file that is another by now, the whole is sent"),
    )
)


class ResultsJobRecord(Record):
    """A file of results that is being made: ask again after `Retry-After` seconds."""

    format = serializers.ChoiceField(list(MEDIA_TYPES))
    job = serializers.UUIDField(source="job_id")
    state = serializers.ChoiceField(STATES, source="job.state", help_text="failed: tried again by itself")
    error = serializers.CharField(
        source="job.error", allow_null=True, help_text="how the last attempt failed, in one sentence"
    )


RESULTS_RETURNED: Final = {
    (status, kind.partition(";")[0]): OpenApiTypes.BINARY for status in (200, 206) for kind in MEDIA_TYPES.values()
} | {202: ResultsJobRecord}


def results_answer(request: Request, screening: Screening, name: str) -> HttpResponseBase:
    """Return the file of a screening that is done as the user of a request is shown it, or 202 while it is made.

    Raises the problems of a workbook of too many lines, of a file that was given up, and of a range behind its end.
    """
    if not holds(name, read_summary(screening.summary).lines):
        raise ApiProblem("too-many-lines", f"A workbook holds {MOST_IN_A_WORKBOOK:,} lines: ask for jsonl or csv.")
    look_after_jobs()
    view, actor = ReaderView.for_request(request, screening), request.user.get_username()
    try:
        row = request_results(view=view, name=name, actor=actor)
    except ResultsNotMade as error:
        raise ApiProblem("results-not-made", str(error)) from error
    return _under_way(row) if row.built_at is None else _file_answer(request, row)


def _under_way(row: ResultsFile) -> Response:
    assert row.job is not None
    if row.job.sent_at is None:
        start([row.job.pk])
    place = f"{PLACE}{row.screening_id}/results/?format={row.format}"
    headers = {"Location": place, "Retry-After": RETRY_AFTER, "Cache-Control": "no-store"}
    return Response(ResultsJobRecord.from_row(row), status=HTTPStatus.ACCEPTED, headers=headers)


def _file_answer(request: Request, row: ResultsFile) -> HttpResponseBase:
    assert row.size is not None
    actor = request.user.get_username()

    def exported(start: int, stop: int) -> Iterator[bytes]:
        parameters = {"form": row.format, "sha256": row.sha256, "from": start, "to": stop}
        record_export(actor=actor, what="results", key=str(row.screening_id), parameters=parameters)
        return pieces_of(row, start, stop)

    return file_answer(request, ServedFile(str(row.screening_id), row.format, row.size, row.sha256, exported))
