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

from watchlist.access.idempotency import Answered
from watchlist.api.accounts.permissions import may_read
from watchlist.api.base import Endpoint, Write, asked, refuse_parameters
from watchlist.api.limits import allow_lines, note_answer
from watchlist.api.paging import page_of
from watchlist.api.problem_records import problems
from watchlist.api.problems import Refused
from watchlist.api.reading import rendered
from watchlist.api.screenings.examples import ANSWERED, ASKED
from watchlist.api.screenings.records import ScreeningRecord
from watchlist.api.screenings.requests import ScreeningRequest, declared, question_of
from watchlist.api.screenings.screening_list import EXAMPLE_ITEM, ScreeningItem, ScreeningsQuery, listed
from watchlist.api.screenings.shown import shown
from watchlist.cases.opening import take_up
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
        examples=[ASKED, ANSWERED],
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
        allow_lines(request, len(form.validated_data["lines"]))
        now, question = datetime.now(UTC), question_of(form.validated_data)
        question = replace(question, known_at=question.known_at or now)
        manifest = declared(form.validated_data, original, question)
        return Worked(manifest, original, question, screen(manifest, question, now.date()))

    def commit(self, request: Request, prepared: Worked, **kwargs: Any) -> Response:
        """Store the answer, and show it."""
        answer = prepared.answer
        note_answer(request, answer.lines, lines=len(answer.lines))
        stored = save(**prepared._asdict(), actor=request.user.get_username())
        take_up(stored, answer)
        start(delivery.job_id for delivery in announce_screening(screening=stored, summary=answer.summary))
        body = shown(request, stored, answer)
        return Response(body, status=CREATED, headers={"Location": f"{request.path}{stored.pk}/"})

    def answered_before(self, request: Request, before: Answered) -> Answered:
        """Return the stored answer anew: what the caller is shown of it may have changed since it was kept."""
        if before.status != CREATED:
            return before
        screening = readable(request, UUID(before.headers["Location"].rstrip("/").rsplit("/", 1)[-1]))
        body = shown(request, screening, stored_answer(screening))
        return replace(before, body=rendered(body))


class StoredScreening(Endpoint):
    """One screening, as it was answered."""

    scope = "screen"

    @extend_schema(
        operation_id="read_screening",
        tags=["screenings"],
        summary="Read what a screening said, word for word",
        responses={200: ScreeningRecord, **problems(400, 401, 403, 404, 429)},
        examples=[ANSWERED],
    )
    def get(self, request: Request, screening_id: UUID) -> Response:
        """Return the records of a screening to whoever made it, and to those who may read everybody's."""
        refuse_parameters(request)
        screening = readable(request, screening_id)
        return Response(shown(request, screening, stored_answer(screening)))


def readable(request: Request, screening_id: UUID) -> Screening:
    """Return a screening to whoever made it or may read everybody's, where one answer holds it; else the problem."""
    screening: Screening | None = Screening.objects.done().filter(pk=screening_id).select_related("manifest").first()
    if screening is None or not may_read(request.user, screening):
        raise NotFound
    if read_summary(screening.summary).lines > settings.MAX_LINES_PER_REQUEST:
        raise Refused("too-many-lines", "This screening is longer than one answer holds: read it page by page.")
    return screening
