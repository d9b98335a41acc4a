"""Screen a shipment, list the screenings that a user may read, and read what one said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import StoredResponse, permitted
from watchlist.api.accounts import may_read
from watchlist.api.answer_parts import CoverageRecord, LineRecord, SummaryRecord
from watchlist.api.base import Get, example_bodies, page_example
from watchlist.api.bodies import fields_of
from watchlist.api.collection_filters import (
    instant_before,
    instant_from,
    manifests_naming,
    party_named,
    strongest_verdict,
)
from watchlist.api.limits import allow_lines, count_answer
from watchlist.api.paging import PageQuery, filtered, newest_first, page_of
from watchlist.api.problems import ApiProblem
from watchlist.api.reading import MEDIA_TYPE, rendered, source_of_body
from watchlist.api.record_base import VERDICTS, Record
from watchlist.api.screenings.dispositions import DispositionRecord, case_field, shipping_fields
from watchlist.api.screenings.examples import (
    RECORDS_BODIES,
    RECORDS_EXAMPLES,
    REQUEST_EXAMPLE,
    RESPONSE_EXAMPLE,
    VERDICTS_EXAMPLE,
)
from watchlist.api.screenings.reader_views import screening_body, unstored_body
from watchlist.api.screenings.requests import ScreeningRequest, declared_manifest, question_of
from watchlist.api.screenings.same_goods import SameGoodsRecord
from watchlist.api.screenings.screening_in_test import screen_in_test
from watchlist.api.screenings.verdict_view import VerdictsRecord, ViewQuery, in_test_field
from watchlist.api.writing import Write
from watchlist.cases import ShippingDisposition, open_case, shipping_of_all
from watchlist.engine.answer import Answer
from watchlist.engine.decision import Question, shipment_key
from watchlist.engine.reading import DeclaredManifest
from watchlist.screenings import (
    Screening,
    SumsAsked,
    announce_screening,
    corrected_manifest,
    read_summary,
    save_answer,
    screen,
    stored_answer,
)
from watchlist.tasks import start

OK: Final = 200
CREATED: Final = 201
COUNTS: Final = ("lines", "controlled", "review", "no_match", "unresolved")
EXAMPLES: Final = example_bodies(__file__)
EXAMPLE_ITEM: Final = EXAMPLES.screening
LOOKUPS: Final = {
    "reference": "manifest__reference",
    "made_after": "made_at__gte",
    "made_before": "made_at__lt",
    "verdict": "verdict",
}


class ScreeningsQuery(PageQuery):
    """Which screenings are asked for."""

    reference = serializers.CharField(required=False, max_length=200, help_text="of the shipment, exactly")
    made_after = instant_from("it was made")
    made_before = instant_before("it was made")
    verdict = strongest_verdict()
    party = party_named()


class ScreeningItem(Record):
    """A stored screening, in short: its counts as they are for everybody."""

    id = serializers.UUIDField()
    reference = serializers.CharField(source="manifest.reference", allow_null=True)
    source = serializers.CharField(source="manifest.source", help_text="the name of the file, or how it came")
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField()
    known_at = serializers.DateTimeField(help_text="of the law that was compared")
    verdict = serializers.ChoiceField(VERDICTS, allow_null=True, help_text="the strongest of its lines")
    lines = serializers.IntegerField()
    controlled = serializers.IntegerField()
    review = serializers.IntegerField()
    no_match = serializers.IntegerField()
    unresolved = serializers.IntegerField()
    case = case_field()
    disposition = DispositionRecord()


class ScreeningRecord(Record):
    """A stored screening: what it rests on, a record for each line in the order sent, and the counts."""

    id = serializers.UUIDField(allow_null=True, help_text="null where nothing was stored")
    test = in_test_field()
    coverage = CoverageRecord()
    lines = LineRecord(many=True)
    summary = SummaryRecord()
    case = case_field()
    disposition = DispositionRecord()
    same_goods = SameGoodsRecord(
        many=True, required=False, help_text="only where the very same goods were sent before under another reference"
    )


AnswerInView: Final = PolymorphicProxySerializer(
    "AnswerInView", [ScreeningRecord, VerdictsRecord], resource_type_field_name=None
)


class PreparedScreening(NamedTuple):
    """A shipment as it was sent, with its question and answer, before it is stored; `is_stored`: whether it will be."""

    manifest: DeclaredManifest
    original: bytes
    question: Question
    answer: Answer
    is_stored: bool


def _prepare(request: Request) -> PreparedScreening:
    original = request.body
    fields = fields_of(ScreeningRequest, request)
    allow_lines(request, len(fields["lines"]))
    now, question = datetime.now(UTC), question_of(fields)
    known_at, question = question.known_at, replace(question, known_at=question.known_at or now)
    manifest = corrected_manifest(declared_manifest(fields, original, question), question.known_at)
    manifest = replace(manifest, source=source_of_body(request))
    answer = screen(manifest, question, now.date(), SumsAsked(known_at))
    return PreparedScreening(manifest, original, question, answer, fields["store"])


_reads = partial(Get, tag="screenings", scope="screen")
_writes = partial(Write, tag="screenings", scope="screen")


def _replayed(request: Request, stored: StoredResponse, query: dict[str, Any]) -> StoredResponse:
    """Return the stored answer anew: what the caller is shown of it may have changed since it was kept."""
    if stored.status != CREATED:
        return stored
    screening = readable(request, UUID(stored.headers["Location"].rstrip("/").rsplit("/", 1)[-1]))
    body = screening_body(request, screening, stored_answer(screening), query["view"])
    return replace(stored, body=rendered(body))


@_writes(
    id="screen",
    summary="Compare every line of a shipment with the law, and keep the answer",
    query=ViewQuery,
    prepare=_prepare,
    replayed=_replayed,
    in_test=screen_in_test,
    body={MEDIA_TYPE: ScreeningRequest, **RECORDS_BODIES},
    returns={OK: AnswerInView, CREATED: AnswerInView},
    examples=[REQUEST_EXAMPLE, *RECORDS_EXAMPLES, RESPONSE_EXAMPLE, VERDICTS_EXAMPLE],
)
def screen_shipment(request: Request, prepared: PreparedScreening, query: dict[str, Any]) -> Response:
    """Screen the lines sent and store what was said, word for word.

    With `"store": false` nothing is kept but the count of the lines: the answer is 200, and no sum, case or webhook
    knows of it.
    """
    answer, question = prepared.answer, prepared.question
    count_answer(request, answer.lines, lines=len(answer.lines))
    if not prepared.is_stored:
        shipment = shipment_key(prepared.manifest.reference, prepared.manifest.sha256)
        known_at = question.known_at or datetime.now(UTC)
        return Response(unstored_body(request, answer, shipment, known_at, query["view"]))
    stored = save_answer(
        manifest=prepared.manifest,
        original=prepared.original,
        question=question,
        answer=answer,
        actor=request.user.get_username(),
    )
    open_case(stored, answer)
    start(delivery.job_id for delivery in announce_screening(screening=stored, summary=answer.summary))
    body = screening_body(request, stored, answer, query["view"])
    return Response(body, status=CREATED, headers={"Location": f"{request.path}{stored.pk}/"})


@_reads(
    summary="List the screenings of this user, the newest first",
    query=ScreeningsQuery,
    returns=page_of(ScreeningItem, "ScreeningPage"),
    examples=[page_example(EXAMPLE_ITEM)],
)
def list_screenings(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them: of everybody's, where the user may read them."""
    user, rows = request.user, Screening.objects.done().in_short()
    if not permitted(user, "watchlist.view_screening"):
        rows = rows.filter(made_by=user.get_username())
    if "party" in query:
        rows = rows.filter(manifest__in=manifests_naming(query["party"]))
    matching, shipping = filtered(rows, query, **LOOKUPS), dict[UUID, ShippingDisposition]()
    return newest_first(
        request,
        matching,
        by="made_at",
        limit=query["limit"],
        look_up=lambda page: shipping.update(shipping_of_all(page)),
        record=lambda row: _item(row, shipping[row.pk]),
    )


@_reads(
    summary="Read what a screening said, word for word",
    query=ViewQuery,
    returns=AnswerInView,
    examples=[RESPONSE_EXAMPLE, VERDICTS_EXAMPLE],
)
def read_screening(request: Request, query: dict[str, Any], screening_id: UUID) -> Response:
    """Return the records of a screening to whoever made it, and to those who may read everybody's."""
    screening = readable(request, screening_id)
    return Response(screening_body(request, screening, stored_answer(screening), query["view"]))


def readable_of_any_length(request: Request, screening_id: UUID) -> Screening:
    """Return a screening that is done to whoever made it or may read everybody's; else the problem."""
    screening: Screening | None = Screening.objects.done().filter(pk=screening_id).select_related("manifest").first()
    if screening is None or not may_read(request.user, screening):
        raise NotFound
    return screening


def readable(request: Request, screening_id: UUID) -> Screening:
    """Return a screening to whoever made it or may read everybody's, where one answer holds it; else the problem."""
    screening = readable_of_any_length(request, screening_id)
    if read_summary(screening.summary).lines > settings.MAX_LINES_PER_REQUEST:
        raise ApiProblem("too-many-lines", "This screening is longer than one answer holds: read it page by page.")
    return screening


def _item(row: Screening, shipping: ShippingDisposition) -> dict[str, Any]:
    counts = row.counts()
    return ScreeningItem.from_row(row, **{name: getattr(counts, name) for name in COUNTS}, **shipping_fields(shipping))
