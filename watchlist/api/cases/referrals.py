"""Referrals to a second officer: those that wait for this user, and their answer."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import AGREED, REFUSED
from watchlist.api.base import Get, answer_example, page_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import as_problems
from watchlist.api.cases.examples import ANSWERED_REFERRAL, REFERRAL
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.record_base import Record
from watchlist.api.writing import Write
from watchlist.cases import (
    DISMISSED,
    OVERRIDE_REASONS,
    RELEASES,
    ObstacleKind,
    Referral,
    ReferralLine,
    answer_alike,
    answer_referral,
)

KINDS: Final = tuple(Referral.Kind.values)
WORDS: Final = (DISMISSED, *RELEASES)
ANSWERS: Final = (AGREED, REFUSED)
AGREEMENT: Final = {"agreed": True, "note": "Seen too."}


@extend_schema_serializer(component_name="Answer")
class ReferralAnswerForm(Body):
    """A second officer's answer."""

    agreed = serializers.BooleanField()
    note = optional_text(LONGEST, help_text="a refusal says why")
    confirms_override = serializers.BooleanField(
        required=False, default=False, help_text="that a release goes past what is missing is agreed to apart"
    )
    together = serializers.BooleanField(
        required=False,
        default=False,
        help_text="all that was asked in the same act, as a substance on all its lines: one request",
    )


class ReleaseObstacle(Record):
    """One thing that stands in the way of a release."""

    kind = serializers.ChoiceField(tuple(ObstacleKind), source="kind.value")
    text = serializers.CharField(help_text="in the law's words")
    list = serializers.CharField(allow_null=True, help_text="null: a controlled drug, whose own law must be asked")
    citation = serializers.CharField(allow_null=True)
    lines = serializers.ListField(child=serializers.IntegerField(), help_text="their numbers in the file")
    due_on = serializers.DateField(allow_null=True)


class OverrideRecord(Record):
    """Why a release goes past what stands in its way."""

    reason = serializers.ChoiceField(OVERRIDE_REASONS)
    sentence = serializers.CharField()
    obstacles = ReleaseObstacle(many=True, source="missing", help_text="what stood in the way as it was asked for")
    confirmed_by = serializers.CharField(source="confirmed_by.get_username", allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)


class ReferralRecord(Record):
    """What an officer asked of a second one: to dismiss a sure finding of law, or to release what is controlled."""

    id = serializers.IntegerField(source="pk")
    case = serializers.CharField(source="case.number", help_text="its number")
    kind = serializers.ChoiceField(KINDS)
    word = serializers.ChoiceField(WORDS)
    line = serializers.IntegerField(
        source="judgement.screened_line.line.number",
        allow_null=True,
        help_text="of a dismissal: its number in the file",
    )
    finding = serializers.IntegerField(
        source="judgement.position", allow_null=True, help_text="of a dismissal: its position in the record"
    )
    lines = serializers.ListField(
        child=serializers.IntegerField(),
        source="line_numbers",
        help_text="of a release: the lines that it names, by their numbers in the file; empty: the shipment",
    )
    note = serializers.CharField(help_text="why it is asked for")
    asked_by = serializers.CharField(source="asked_by.get_username")
    asked_at = serializers.DateTimeField(help_text="the same of all that was asked in one act of this user")
    authorisations = serializers.ListField(
        child=serializers.IntegerField(),
        source="authorisations.split",
        help_text="of a release under authorisation: those that it would use",
    )
    override = OverrideRecord(allow_null=True, help_text="of a release that lacks something")
    answer = serializers.ChoiceField(ANSWERS, allow_null=True, help_text="null: it waits")
    answered_by = serializers.CharField(source="answered_by.get_username", allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answer_note = serializers.CharField(allow_null=True)


@Get(
    tag="cases",
    summary="List what others asked and this user may answer, the newest first",
    scope="second_cases",
    query=PageQuery,
    returns=page_of(ReferralRecord, "ReferralPage"),
    examples=[page_example(REFERRAL)],
)
def list_referrals(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of it."""
    rows = _with_related().for_second(cast(User, request.user))
    return newest_first(request, rows, by="asked_at", limit=query["limit"], record=ReferralRecord.from_row)


@Write(
    id="answer_referral",
    tag="cases",
    summary="Agree as the second officer to what another asked for, or refuse it",
    description="Nobody answers what he asked for. An agreed release closes the case, or releases the "
    "lines that it names.",
    scope="second_cases",
    body=ReferralAnswerForm,
    returns=ReferralRecord,
    examples=[sent("Agreed", AGREEMENT), answer_example("Answered", ANSWERED_REFERRAL)],
)
def answer_as_second(request: Request, fields: dict[str, Any], referral_id: int) -> Response:
    row = get_object_or_404(_with_related(), pk=referral_id)
    answer = answer_alike if fields.pop("together") else answer_referral
    with as_problems():
        answer(referral=row, actor=cast(User, request.user), **fields)
    return Response(ReferralRecord.from_row(_with_related().get(pk=row.pk)))


def _with_related() -> Any:
    people = ("asked_by", "answered_by", "override__confirmed_by")
    lines = ReferralLine.objects.select_related("screened_line__line").defer("screened_line__record")
    rows = Referral.objects.select_related("case", "judgement__screened_line__line", *people)
    return rows.prefetch_related(Prefetch("lines", lines))
