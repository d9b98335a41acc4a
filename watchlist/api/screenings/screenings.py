"""Screen a shipment, and read what a screening said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access.idempotency import StoredResponse
from watchlist.api.accounts.permissions import may_read
from watchlist.api.base import Endpoint, Write, query_of, refuse_parameters
from watchlist.api.limits import allow_lines, count_answer
from watchlist.api.paging import page_of
from watchlist.api.problem_records import problems
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import rendered
from watchlist.api.screenings.examples import REQUEST_EXAMPLE, RESPONSE_EXAMPLE
from watchlist.api.screenings.reader_views import screening_body
from watchlist.api.screenings.records import ScreeningRecord
from watchlist.api.screenings.requests import ScreeningRequest, declared_manifest, question_of
from watchlist.api.screenings.screening_list import EXAMPLE_ITEM, ScreeningItem, ScreeningsQuery, page_of_screenings
from watchlist.cases.opening import open_case
from watchlist.engine.answer import Answer
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.screenings.announcing import announce_screening
from watchlist.screenings.models import Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.replay import stored_answer
from watchlist.screenings.saving import save
from watchlist.screenings.stored_answers import read_summary
from watchlist.tasks import start

CREATED: Final = 201


class PreparedScreening(NamedTuple):
    """A shipment as it was sent, with its question and answer, before it is stored."""

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
        examples=[REQUEST_EXAMPLE, RESPONSE_EXAMPLE],
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
        return page_of_screenings(request, query_of(ScreeningsQuery, request))

    def prepare(self, request: Request, **kwargs: Any) -> PreparedScreening:
        """Return the answer."""
        original = request.body
        form = ScreeningRequest(data=request.data)
        form.is_valid(raise_exception=True)
        allow_lines(request, len(form.validated_data["lines"]))
        now, question = datetime.now(UTC), question_of(form.validated_data)
        question = replace(question, known_at=question.known_at or now)
        manifest = declared_manifest(form.validated_data, original, question)
        return PreparedScreening(manifest, original, question, screen(manifest, question, now.date()))

    def commit(self, request: Request, prepared: PreparedScreening, **kwargs: Any) -> Response:
        """Store the answer, and show it."""
        answer = prepared.answer
        count_answer(request, answer.lines, lines=len(answer.lines))
        stored = save(**prepared._asdict(), actor=request.user.get_username())
        open_case(stored, answer)
        start(delivery.job_id for delivery in announce_screening(screening=stored, summary=answer.summary))
        body = screening_body(request, stored, answer)
        return Response(body, status=CREATED, headers={"Location": f"{request.path}{stored.pk}/"})

    def replayed_response(self, request: Request, stored: StoredResponse) -> StoredResponse:
        """Return the stored answer anew: what the caller is shown of it may have changed since it was kept."""
        if stored.status != CREATED:
            return stored
        screening = readable(request, UUID(stored.headers["Location"].rstrip("/").rsplit("/", 1)[-1]))
        body = screening_body(request, screening, stored_answer(screening))
        return replace(stored, body=rendered(body))


class StoredScreening(Endpoint):
    """One screening, as it was answered."""

    scope = "screen"

    @extend_schema(
        operation_id="read_screening",
        tags=["screenings"],
        summary="Read what a screening said, word for word",
        responses={200: ScreeningRecord, **problems(400, 401, 403, 404, 429)},
        examples=[RESPONSE_EXAMPLE],
    )
    def get(self, request: Request, screening_id: UUID) -> Response:
        """Return the records of a screening to whoever made it, and to those who may read everybody's."""
        refuse_parameters(request)
        screening = readable(request, screening_id)
        return Response(screening_body(request, screening, stored_answer(screening)))


def readable(request: Request, screening_id: UUID) -> Screening:
    """Return a screening to whoever made it or may read everybody's, where one answer holds it; else the problem."""
    screening: Screening | None = Screening.objects.done().filter(pk=screening_id).select_related("manifest").first()
    if screening is None or not may_read(request.user, screening):
        raise NotFound
    if read_summary(screening.summary).lines > settings.MAX_LINES_PER_REQUEST:
        raise ApiProblem("too-many-lines", "This screening is longer than one answer holds: read it page by page.")
    return screening
