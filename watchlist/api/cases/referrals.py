"""Referrals to a second officer: those that wait for this user, and their answer."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access.second_pair import AGREED, REFUSED
from watchlist.api.base import Endpoint, Write, query_of
from watchlist.api.bodies import Body, fields_of
from watchlist.api.cases.access import as_problems
from watchlist.api.cases.examples import ANSWERED_REFERRAL, REFERRAL
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.problem_records import problems
from watchlist.api.record_base import Record
from watchlist.cases.judgement_models import DISMISSED, RELEASES, Referral
from watchlist.cases.referrals import answer

KINDS: Final = tuple(Referral.Kind.values)
WORDS: Final = (DISMISSED, *RELEASES)
ANSWERS: Final = ("", AGREED, REFUSED)
AGREEMENT: Final = {"agreed": True, "note": "Seen too."}


class Answer(Body):
    """A second officer's answer."""

    agreed = serializers.BooleanField()
    note = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=LONGEST, help_text="a refusal says why"
    )


class ReferralRecord(Record):
    """What an officer asked of a second one: to dismiss a sure finding of law, or to release what is controlled."""

    id = serializers.IntegerField()
    case = serializers.CharField(help_text="its number")
    kind = serializers.ChoiceField(KINDS)
    word = serializers.ChoiceField(WORDS)
    line = serializers.IntegerField(allow_null=True, help_text="of a dismissal: its number in the file")
    finding = serializers.IntegerField(allow_null=True, help_text="of a dismissal: its position in the record")
    note = serializers.CharField(help_text="why it is asked for")
    asked_by = serializers.CharField()
    asked_at = serializers.DateTimeField()
    authorisations = serializers.ListField(
        child=serializers.IntegerField(), help_text="of a release under authorisation: those that it would use"
    )
    answer = serializers.ChoiceField(ANSWERS, help_text="empty: it waits")
    answered_by = serializers.CharField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answer_note = serializers.CharField(allow_blank=True)


class Referrals(Endpoint):
    """What waits for the user who asks."""

    scope = "second_cases"

    @extend_schema(
        operation_id="list_referrals",
        tags=["cases"],
        summary="List what others asked and this user may answer, the newest first",
        parameters=[PageQuery],
        responses={200: page_of(ReferralRecord, "ReferralPage"), **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [REFERRAL], "next": None}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return a page of it."""
        query = query_of(PageQuery, request)
        rows = _with_related().for_second(cast(User, request.user))
        return newest_first(request, rows, by="asked_at", limit=query["limit"], record=referral_record)


class ReferralAnswer(Write):
    """The answer to one."""

    scope = "second_cases"

    @extend_schema(
        operation_id="answer_referral",
        tags=["cases"],
        summary="Agree as the second officer to what another asked for, or refuse it",
        description="Nobody answers what he asked for. An agreed release closes the case.",
        request=Answer,
        responses={200: ReferralRecord, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)},
        examples=[
            OpenApiExample("Agreed", AGREEMENT, request_only=True),
            OpenApiExample("Answered", ANSWERED_REFERRAL, response_only=True),
        ],
    )
    def post(self, request: Request, referral_id: int) -> Any:
        """Answer it."""
        return self.write(request, referral_id=referral_id)

    def prepare(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """Return the validated fields of the body."""
        return fields_of(Answer, request)

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Answer it."""
        row = _with_related().filter(pk=kwargs["referral_id"]).first()
        if row is None:
            raise NotFound
        with as_problems():
            answer(referral=row, agreed=prepared["agreed"], note=prepared["note"], actor=cast(User, request.user))
        return Response(referral_record(_with_related().get(pk=row.pk)))


def referral_record(row: Referral) -> dict[str, Any]:
    """Return a referral as a record of the API."""
    judgement = getattr(row, "judgement", None)
    return {
        "id": row.pk,
        "case": row.case.number,
        "kind": row.kind,
        "word": row.word,
        "line": judgement.screened_line.line.number if judgement else None,
        "finding": judgement.position if judgement else None,
        "note": row.note,
        "asked_by": row.asked_by.get_username(),
        "asked_at": row.asked_at,
        "authorisations": [int(key) for key in row.authorisations.split()],
        "answer": row.answer,
        "answered_by": row.answered_by.get_username() if row.answered_by else None,
        "answered_at": row.answered_at,
        "answer_note": row.answer_note,
    }


def _with_related() -> Any:
    people = ("asked_by", "answered_by")
    return Referral.objects.select_related("case", "judgement__screened_line__line", *people)
