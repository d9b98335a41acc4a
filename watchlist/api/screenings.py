"""Screen a shipment, and read what a screening said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint, Write, asked
from watchlist.api.paging import page_of
from watchlist.api.permissions import may_read, redacted, sees_reasons
from watchlist.api.records import ScreeningRecord, problems
from watchlist.api.requests import ScreeningRequest, question_of, shipment_of
from watchlist.api.screening_list import EXAMPLE_ITEM, ScreeningItem, ScreeningsQuery, listed
from watchlist.manifests.errors import ManifestError
from watchlist.manifests.lines import DeclaredManifest
from watchlist.manifests.mappings import corrections_known_at
from watchlist.manifests.readers import manifest_from_payload
from watchlist.screening.models import ScreenedLine, Screening
from watchlist.screening.pipeline import Answer, screen
from watchlist.screening.question import Question
from watchlist.screening.saving import save


class Worked(NamedTuple):
    """A shipment, as it came and as it is answered."""

    manifest: DeclaredManifest
    original: bytes
    question: Question
    answer: Answer


class Screenings(Write):
    """The screenings of shipments."""

    scope = "screen"

    @extend_schema(
        operation_id="screen",
        tags=["screenings"],
        summary="Compare every line of a shipment with the law, and keep the answer",
        request=ScreeningRequest,
        responses={201: ScreeningRecord, **problems(400, 401, 403, 409, 413, 415, 422, 429)},
    )
    def post(self, request: Request) -> Any:
        """Screen the lines sent and store what was said, word for word."""
        return self.write(request)

    @extend_schema(
        operation_id="list_screenings",
        tags=["screenings"],
        summary="List the screenings of this user, the newest first",
        parameters=[ScreeningsQuery],
        responses={200: page_of(ScreeningItem, "ScreeningPage"), **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [EXAMPLE_ITEM], "next": None}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return a page of them: of everybody's, where the user may read them."""
        return listed(request, asked(ScreeningsQuery, request))

    def prepare(self, request: Request, **kwargs: Any) -> Worked:
        """Return the answer."""
        original = request.body
        form = ScreeningRequest(data=request.data)
        form.is_valid(raise_exception=True)
        manifest, question = _manifest(form.validated_data, original), question_of(form.validated_data)
        return Worked(manifest, original, question, screen(manifest, question))

    def commit(self, request: Request, prepared: Worked, **kwargs: Any) -> Response:
        """Store the answer, and show it."""
        stored = save(**prepared._asdict(), actor=request.user.get_username())
        answer = prepared.answer
        body = _body(stored.pk, answer.coverage, answer.lines, answer.summary, request)
        return Response(body, status=201, headers={"Location": f"{request.path}{stored.pk}/"})


class StoredScreening(Endpoint):
    """One screening, as it was answered."""

    scope = "screen"

    @extend_schema(
        operation_id="read_screening",
        tags=["screenings"],
        summary="Read what a screening said, word for word",
        responses={200: ScreeningRecord, **problems(401, 403, 404, 429)},
    )
    def get(self, request: Request, screening_id: UUID) -> Response:
        """Return the records of a screening to whoever made it, and to those who may read everybody's."""
        screening = Screening.objects.filter(pk=screening_id).first()
        if screening is None or not may_read(request.user, screening):
            raise NotFound
        lines = ScreenedLine.objects.filter(screening=screening).order_by("line__number")
        return Response(
            _body(
                screening.pk,
                json.loads(screening.coverage),
                [json.loads(text) for text in lines.values_list("record", flat=True)],
                json.loads(screening.summary),
                request,
            )
        )


def _manifest(said: Mapping[str, Any], original: bytes) -> DeclaredManifest:
    try:
        manifest = manifest_from_payload(shipment_of(said), corrections_known_at(said.get("known_at")))
    except ManifestError as error:
        raise ValidationError({"lines": str(error)}) from error
    reference = said.get("reference", "").strip()
    return replace(manifest, sha256=hashlib.sha256(original).hexdigest(), reference=reference)


def _body(
    pk: UUID,
    coverage: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    summary: Mapping[str, Any],
    request: Request,
) -> dict[str, Any]:
    shown = lines if sees_reasons(request) else [redacted(line) for line in lines]
    return {"id": str(pk), "coverage": coverage, "lines": shown, "summary": summary}
