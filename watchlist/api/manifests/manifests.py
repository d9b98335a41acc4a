"""Send a long shipment to be screened by a job, see how far it is, stop it, and read what was said."""

from __future__ import annotations

from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access.scopes import permitted
from watchlist.api.base import Endpoint, Write, query_of, refuse_parameters
from watchlist.api.bodies import refuse_fields
from watchlist.api.limits import allow_lines, sender_of
from watchlist.api.manifests.lines import page_of_lines
from watchlist.api.manifests.manifest_upload import SentManifest, sent_manifest
from watchlist.api.manifests.records import (
    EXAMPLE,
    EXAMPLE_FORM,
    EXAMPLE_REQUEST,
    LinesQuery,
    ManifestForm,
    ManifestItem,
    ManifestRecord,
    ManifestRequest,
    ManifestsQuery,
    ResultsQuery,
    manifest_item,
)
from watchlist.api.manifests.results import KINDS, as_file
from watchlist.api.paging import newest_first, page_of
from watchlist.api.problem_records import problems
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import WrittenNumbers
from watchlist.api.screenings.answer_parts import LineRecord
from watchlist.api.screenings.examples import ANSWER
from watchlist.api.screenings.reader_views import ReaderView
from watchlist.api.screenings.requests import question_of
from watchlist.audit.chain import record_export
from watchlist.conf import API
from watchlist.engine.reading.errors import ManifestError
from watchlist.jobs.errors import JobIsOver
from watchlist.jobs.queue import request_cancel
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.stored_answers import read_coverage, read_summary
from watchlist.screenings.uploads import TooManyWait, receive
from watchlist.tasks import look_after_jobs, start

RETRY_AFTER: Final = "60"
PLACE: Final = f"{API}manifests/"
ACCEPTED = OpenApiExample("Accepted", EXAMPLE, response_only=True, status_codes=["202"])
ENTIRE = OpenApiExample("Under way", {**EXAMPLE, "coverage": None, "summary": None}, response_only=True)


class PreparedManifest(NamedTuple):
    """A manifest as it was sent, and the validated fields of its form."""

    manifest: SentManifest
    fields: dict[str, Any]


class Manifests(Write):
    """The manifests that jobs screen."""

    scope = "screen"
    parser_classes = [WrittenNumbers, MultiPartParser]

    @extend_schema(
        operation_id="send_manifest",
        tags=["manifests"],
        summary="Send a file, or up to 1,000,000 lines, to be screened by a job",
        request={"multipart/form-data": ManifestForm, "application/json": ManifestRequest},
        responses={202: ManifestItem, **problems(400, 401, 403, 409, 413, 415, 422, 429, 503)},
        examples=[
            OpenApiExample("Lines", EXAMPLE_REQUEST, request_only=True, media_type="application/json"),
            OpenApiExample("A file", EXAMPLE_FORM, request_only=True, media_type="multipart/form-data"),
            ACCEPTED,
        ],
    )
    def post(self, request: Request) -> Any:
        """Keep the file and queue its job: its point of view is that of this instant, unless another is asked."""
        self.sent = sent_manifest(request)
        return self.write(request)

    @extend_schema(
        operation_id="list_manifests",
        tags=["manifests"],
        summary="List the manifests that this user sent, the newest first",
        parameters=[ManifestsQuery],
        responses={200: page_of(ManifestItem, "ManifestPage"), **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [EXAMPLE], "next": None}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return a page of them: of everybody's, where the user may read them."""
        look_after_jobs()
        query = query_of(ManifestsQuery, request)
        rows = _readable(request)
        if "reference" in query:
            rows = rows.filter(manifest__reference=query["reference"])
        if "state" in query:
            rows = rows.filter(job__state=query["state"])
        return newest_first(
            request,
            rows,
            by="manifest__received_at",
            limit=query["limit"],
            record=lambda row: manifest_item(row, PLACE),
        )

    def fingerprint(self, request: Request) -> str:
        """Return a hash of what was sent."""
        return self.sent.fingerprint()

    def prepare(self, request: Request, **kwargs: Any) -> PreparedManifest:
        """Return the validated manifest. The lines of a body are counted now, those of a file when its job reads it."""
        fields = self.sent.validated()
        allow_lines(request, len(fields.get("lines", ())))
        return PreparedManifest(self.sent, fields)

    def commit(self, request: Request, prepared: PreparedManifest, **kwargs: Any) -> Response:
        """Keep it, and have its job started."""
        try:
            upload = receive(
                original=prepared.manifest.original,
                source=prepared.manifest.source,
                question=question_of(prepared.fields),
                reference=prepared.fields.get("reference", ""),
                actor=request.user.get_username(),
                day=prepared.fields.get("date"),
                sender=sender_of(request),
            )
        except ManifestError as error:
            raise ApiProblem("file-not-read", f"{error}.") from error
        except TooManyWait as error:
            key = "busy" if error.of_all else "too-many-manifests"
            raise ApiProblem(key, str(error), {"Retry-After": RETRY_AFTER}) from error
        start([upload.job_id])
        return Response(manifest_item(upload, PLACE), status=202, headers={"Location": f"{PLACE}{upload.pk}/"})


class OneManifest(Endpoint):
    """One manifest, and how far its job is."""

    scope = "screen"

    @extend_schema(
        operation_id="read_manifest",
        tags=["manifests"],
        summary="See how far the job of a manifest is; once it is done, what was said of the whole",
        responses={200: ManifestRecord, **problems(400, 401, 403, 404, 429)},
        examples=[ENTIRE],
    )
    def get(self, request: Request, manifest_id: UUID) -> Response:
        """Return it to whoever sent it, and to those who may read everybody's."""
        refuse_parameters(request)
        look_after_jobs()
        upload = _upload_or_404(request, manifest_id)
        return Response({**manifest_item(upload, PLACE), **_coverage_and_summary(request, upload)})


class Cancellation(Write):
    """The end of a job before its time."""

    scope = "screen"

    @extend_schema(
        operation_id="cancel_manifest",
        tags=["manifests"],
        summary="Stop the job of a manifest at its next step: nothing of it will count",
        request=None,
        responses={200: ManifestItem, **problems(400, 401, 403, 404, 409, 415, 422, 429)},
        examples=[OpenApiExample("Stopped", {**EXAMPLE, "state": "cancelled"}, response_only=True)],
    )
    def post(self, request: Request, manifest_id: UUID) -> Any:
        """Ask for its end; to ask again changes nothing."""
        return self.write(request, manifest_id=manifest_id)

    def prepare(self, request: Request, **kwargs: Any) -> Upload:
        """Return the manifest, which only its sender and those who may manage jobs may stop."""
        refuse_fields(request)
        upload = _upload_or_404(request, kwargs["manifest_id"])
        is_own = upload.manifest.received_by == request.user.get_username()
        if not is_own and not permitted(request.user, "watchlist.manage_jobs"):
            raise ApiProblem("not-allowed", "Only who sent a manifest, or may manage jobs, stops its job.")
        return upload

    def commit(self, request: Request, prepared: Upload, **kwargs: Any) -> Response:
        """Ask for the end of its job."""
        try:
            prepared.job = request_cancel(job=prepared.job, actor=request.user.get_username())
        except JobIsOver as error:
            raise ApiProblem("job-not-cancellable", str(error)) from error
        return Response(manifest_item(prepared, PLACE))


class ManifestLines(Endpoint):
    """The lines of a manifest."""

    scope = "screen"

    @extend_schema(
        operation_id="list_manifest_lines",
        tags=["manifests"],
        summary="Read the lines of a manifest that are answered, a page at a time, in the order of the file",
        parameters=[LinesQuery],
        responses={200: page_of(LineRecord, "ManifestLinePage"), **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", {"items": ANSWER["lines"], "next": None}, response_only=True)],
    )
    def get(self, request: Request, manifest_id: UUID) -> Response:
        """Return a page of them, while the job runs too. A page may hold few: `next` says whether more follow."""
        query = query_of(LinesQuery, request)
        return page_of_lines(request, _screening(_upload_or_404(request, manifest_id)), query)


class ManifestResults(Endpoint):
    """The results of a manifest as a file."""

    scope = "screen"

    @extend_schema(
        operation_id="read_manifest_results",
        tags=["manifests"],
        summary="Read every record of a manifest that is done, as JSON Lines, CSV or XLSX",
        parameters=[ResultsQuery],
        responses={
            **{(200, kind.partition(";")[0]): OpenApiTypes.BINARY for kind in KINDS.values()},
            **problems(400, 401, 403, 404, 409, 422, 429),
        },
    )
    def get(self, request: Request, manifest_id: UUID) -> Any:
        """Return the file."""
        query = query_of(ResultsQuery, request)
        screening = _screening(_upload_or_404(request, manifest_id))
        if screening is None or screening.made_at is None:
            raise ApiProblem("results-not-ready", "The manifest is not screened to its end: there are no results yet.")
        answer = as_file(screening, ReaderView.for_request(request, screening), query["format"])
        actor, details = request.user.get_username(), {"form": query["format"]}
        record_export(actor=actor, what="results", key=str(screening.pk), parameters=details)
        return answer


def _readable(request: Request) -> QuerySet[Upload]:
    going = Screening.objects.filter(let_go_at__isnull=False)
    uploads = Upload.objects.exclude(pk__in=going.values("pk")).select_related("manifest", "job")
    uploads = uploads.defer("manifest__original")
    if permitted(request.user, "watchlist.view_screening"):
        return uploads
    return uploads.filter(manifest__received_by=request.user.get_username())


def _upload_or_404(request: Request, manifest_id: UUID) -> Upload:
    upload = _readable(request).filter(pk=manifest_id).first()
    if upload is None:
        raise NotFound
    return upload


def _coverage_and_summary(request: Request, upload: Upload) -> dict[str, Any]:
    """Return the coverage and summary of a manifest, each null until it is known."""
    screening = _screening(upload)
    if screening is None:
        return {"coverage": None, "summary": None}
    reader = ReaderView.for_request(request, screening)
    summary = reader.summary(screening, read_summary(screening.summary)) if screening.made_at else None
    return {"coverage": reader.coverage(read_coverage(screening.coverage)), "summary": summary}


def _screening(upload: Upload) -> Screening | None:
    screening: Screening | None = Screening.objects.filter(pk=upload.pk).first()
    return screening
