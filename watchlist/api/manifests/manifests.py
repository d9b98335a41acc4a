"""Send a long shipment to be screened by a job, see how far it is, stop it, and read what was said."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import permitted
from watchlist.api.accounts import sees_reasons
from watchlist.api.answer_parts import LineRecord
from watchlist.api.base import Get, answer_example, page_example, sent
from watchlist.api.bodies import refuse_fields
from watchlist.api.collection_filters import manifests_naming
from watchlist.api.limits import allow_lines, sender_of
from watchlist.api.manifests.manifest_in_test import (
    list_lines_in_test,
    read_manifest_in_test,
    read_results_in_test,
    send_manifest_in_test,
)
from watchlist.api.manifests.manifest_lines import page_of_lines
from watchlist.api.manifests.manifest_upload import SentManifest, sent_manifest
from watchlist.api.manifests.records import (
    EXAMPLE,
    EXAMPLE_FORM,
    EXAMPLE_REQUEST,
    EXAMPLES,
    PLACE,
    AcceptedManifest,
    LinesQuery,
    ManifestForm,
    ManifestItem,
    ManifestRecord,
    ManifestRequest,
    ManifestsQuery,
    ResultsQuery,
    manifest_item,
)
from watchlist.api.manifests.results_files import RANGE_HEADERS, RESULTS_RETURNED, results_answer
from watchlist.api.paging import filtered, newest_first, page_of
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import BODY_PARSERS, MEDIA_TYPE
from watchlist.api.screenings import (
    ANSWER,
    RECORDS_BODIES,
    RECORDS_EXAMPLES,
    ReaderView,
    goods_digest,
    question_of,
    same_goods_records,
    shipping_fields,
)
from watchlist.api.waiting import until_over, with_wait
from watchlist.api.writing import Write
from watchlist.cases import shipping_of
from watchlist.engine.reading import ManifestError
from watchlist.jobs import JobIsOver, request_cancel
from watchlist.results import usual_formats
from watchlist.screenings import (
    Screening,
    TooManyWait,
    Upload,
    WantedResults,
    goods_known_again,
    read_coverage,
    read_summary,
    receive,
)
from watchlist.tasks import look_after_jobs, start

RETRY_AFTER: Final = "60"
LOOKUPS: Final = {
    "reference": "manifest__reference",
    "state": "job__state",
    "received_after": "manifest__received_at__gte",
    "received_before": "manifest__received_at__lt",
}
PARSERS: Final = (*BODY_PARSERS, MultiPartParser)


class PreparedManifest(NamedTuple):
    """A manifest as it was sent, and the validated fields of its form."""

    manifest: SentManifest
    fields: dict[str, Any]


def _prepare(request: Request) -> PreparedManifest:
    """Return the validated manifest. The lines of a body are counted now, those of a file when its job reads it."""
    manifest = sent_manifest(request)
    fields = manifest.validated()
    allow_lines(request, len(fields.get("lines", ())))
    return PreparedManifest(manifest, fields)


_reads = partial(Get, tag="manifests", scope="screen")
_writes = partial(Write, tag="manifests", scope="screen")


@_writes(
    summary="Send a file, or up to 1,000,000 lines, to be screened by a job",
    in_test=send_manifest_in_test,
    prepare=_prepare,
    longest_body="MAX_UPLOAD_BYTES",
    fingerprints=lambda request: sent_manifest(request).fingerprints(),
    body={"multipart/form-data": ManifestForm, MEDIA_TYPE: ManifestRequest, **RECORDS_BODIES},
    returns={202: AcceptedManifest},
    problems=(503,),
    examples=[
        sent("Lines", EXAMPLE_REQUEST, media_type="application/json"),
        *RECORDS_EXAMPLES,
        sent("A file", EXAMPLE_FORM, media_type="multipart/form-data"),
        answer_example("Accepted", EXAMPLE, 202),
    ],
)
def send_manifest(request: Request, prepared: PreparedManifest) -> Response:
    """Keep the file and queue its job: its point of view is that of this instant, unless another is asked."""
    try:
        upload = receive(
            original=prepared.manifest.original,
            source=prepared.manifest.source,
            question=question_of(prepared.fields),
            reference=prepared.fields.get("reference", ""),
            actor=request.user.get_username(),
            day=prepared.fields.get("date"),
            sender=sender_of(request),
            goods_sha256=_goods_digest(prepared.fields),
            is_another=prepared.fields["another_shipment"],
            results=WantedResults(tuple(prepared.fields.get("results", usual_formats())), sees_reasons(request)),
        )
    except ManifestError as error:
        raise ApiProblem("file-not-read", f"{error}.") from error
    except TooManyWait as error:
        key = "busy" if error.of_all else "too-many-manifests"
        raise ApiProblem(key, str(error), {"Retry-After": RETRY_AFTER}) from error
    start([upload.job_id])
    headers = {"Location": f"{PLACE}{upload.pk}/", **until_over(upload.job)}
    return Response(_accepted(request, upload), status=202, headers=headers)


def _accepted(request: Request, upload: Upload) -> dict[str, Any]:
    """Return an uploaded manifest with what was sent of the same goods before it."""
    stored = upload.manifest
    same = same_goods_records(request, stored, stored.received_at, goods_known_again(upload))
    return {**manifest_item(upload), "same_goods": same} if same else manifest_item(upload)


def _goods_digest(fields: dict[str, Any]) -> str:
    """Return by what the goods of a body are known again; "": by their file."""
    return goods_digest(fields, question_of(fields)) if "lines" in fields else ""


@_reads(
    summary="List the manifests that this user sent, the newest first",
    query=ManifestsQuery,
    returns=page_of(ManifestItem, "ManifestPage"),
    examples=[page_example(EXAMPLE)],
)
def list_manifests(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them: of everybody's, where the user may read them."""
    look_after_jobs()
    rows = filtered(_readable(request), query, **LOOKUPS)
    if "party" in query:
        rows = rows.filter(manifest__in=manifests_naming(query["party"]))
    if "verdict" in query:
        rows = rows.filter(pk__in=Screening.objects.done().filter(verdict=query["verdict"]).values("pk"))
    return newest_first(
        request,
        rows,
        by="manifest__received_at",
        limit=query["limit"],
        record=manifest_item,
    )


@_reads(
    summary="See how far the job of a manifest is; once it is done, what was said of the whole",
    in_test=read_manifest_in_test,
    returns=ManifestRecord,
    examples=[answer_example("Under way", {**EXAMPLE, "coverage": None, "summary": None, **shipping_fields(None)})],
)
def read_manifest(request: Request, manifest_id: UUID) -> Response:
    """Return it to whoever sent it, and to those who may read everybody's."""
    look_after_jobs()
    upload = _upload_or_404(request, manifest_id)
    body = {**_accepted(request, upload), **_coverage_and_summary(request, upload)}
    return Response(body, headers=until_over(upload.job))


def _prepare_cancelling(request: Request, manifest_id: UUID) -> Upload:
    """Return the manifest, which only its sender and those who may manage jobs may stop."""
    refuse_fields(request)
    upload = _upload_or_404(request, manifest_id)
    is_own = upload.manifest.received_by == request.user.get_username()
    if not is_own and not permitted(request.user, "watchlist.manage_jobs"):
        raise ApiProblem("not-allowed", "Only who sent a manifest, or may manage jobs, stops its job.")
    return upload


@_writes(
    summary="Stop the job of a manifest at its next step: nothing of it will count",
    prepare=_prepare_cancelling,
    returns=ManifestItem,
    examples=[answer_example("Stopped", {**EXAMPLE, "state": "cancelled"})],
)
def cancel_manifest(request: Request, prepared: Upload, manifest_id: UUID) -> Response:
    """Ask for its end; to ask again changes nothing."""
    try:
        prepared.job = request_cancel(job=prepared.job, actor=request.user.get_username())
    except JobIsOver as error:
        raise ApiProblem("job-not-cancellable", str(error)) from error
    return Response(manifest_item(prepared), headers=until_over(prepared.job))


@_reads(
    summary="Read the lines of a manifest that are answered, a page at a time, in the order of the file",
    in_test=list_lines_in_test,
    query=LinesQuery,
    returns=page_of(LineRecord, "ManifestLinePage"),
    examples=[answer_example("One", {"items": ANSWER["lines"], "next": None})],
)
def list_manifest_lines(request: Request, query: dict[str, Any], manifest_id: UUID) -> Response:
    """Return a page of them, while the job runs too. A page may hold few: `next` says whether more follow."""
    upload = _upload_or_404(request, manifest_id)
    return with_wait(page_of_lines(request, _screening(upload), query), upload.job)


@_reads(
    summary="Read every record of a manifest that is done, as JSON Lines, CSV, XLSX or Parquet",
    in_test=read_results_in_test,
    query=ResultsQuery,
    headers=RANGE_HEADERS,
    returns=RESULTS_RETURNED,
    problems=(409, 416, 422),
    examples=[answer_example("Being made", EXAMPLES.results_job, 202)],
)
def read_manifest_results(request: Request, query: dict[str, Any], manifest_id: UUID) -> HttpResponseBase:
    """Return the file, whole or the range asked for. A long one that is not there yet is made by a job: 202.

    It is made once for all who are shown the same, and anew when people said more of the lines: it has a strong ETag.
    """
    upload = _upload_or_404(request, manifest_id)
    screening, wait = _screening(upload), until_over(upload.job)
    if screening is None or screening.made_at is None:
        why = "The manifest is not screened to its end: there are no results yet."
        raise ApiProblem("results-not-ready", why, wait)
    return results_answer(request, screening, query["format"])


def _readable(request: Request) -> QuerySet[Upload]:
    going = Screening.objects.filter(let_go_at__isnull=False)
    uploads = Upload.objects.exclude(pk__in=going.values("pk")).select_related("manifest", "job")
    uploads = uploads.defer("manifest__original")
    if permitted(request.user, "watchlist.view_screening"):
        return uploads
    return uploads.filter(manifest__received_by=request.user.get_username())


def _upload_or_404(request: Request, manifest_id: UUID) -> Upload:
    return get_object_or_404(_readable(request), pk=manifest_id)


def _coverage_and_summary(request: Request, upload: Upload) -> dict[str, Any]:
    """Return coverage, summary, case and disposition of a manifest, each null until it is known."""
    screening = _screening(upload)
    if screening is None:
        return {"coverage": None, "summary": None, **shipping_fields(None)}
    reader = ReaderView.for_request(request, screening)
    summary = reader.summary(screening, read_summary(screening.summary)) if screening.made_at else None
    shipping = shipping_fields(shipping_of(screening) if screening.made_at else None)
    return {"coverage": reader.coverage(read_coverage(screening.coverage)), "summary": summary, **shipping}


def _screening(upload: Upload) -> Screening | None:
    rows = Screening.objects.select_related("manifest").defer("manifest__original")
    screening: Screening | None = rows.filter(pk=upload.pk).first()
    return screening
