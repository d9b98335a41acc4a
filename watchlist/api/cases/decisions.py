"""Decisions: what became of the shipment of a case. What is controlled is released by two."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import query_of
from watchlist.api.bodies import Body
from watchlist.api.cases.access import CaseVerb, case_numbered
from watchlist.api.cases.examples import DECISION, REFERRAL
from watchlist.api.cases.referrals import ReferralRecord, referral_record
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.problem_records import problems
from watchlist.api.record_base import Record
from watchlist.cases.judgement_models import DISPOSITIONS, Disposition
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case

RELEASE: Final = {"word": "released", "note": "The permit of the BfArM was seen."}


class CaseDecisionForm(Body):
    """What became of the shipment, and what that rests on."""

    word = serializers.ChoiceField(DISPOSITIONS)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=LONGEST)
    authorisations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62),
        required=False,
        default=list,
        max_length=20,
        help_text="of a release under authorisation: the ids of those of the register that cover it",
    )


class CaseDecision(Record):
    """What became of the shipment. A case that is reopened is closed by another decision."""

    number = serializers.IntegerField(help_text="in the case, from 1")
    word = serializers.ChoiceField(DISPOSITIONS)
    note = serializers.CharField()
    by = serializers.CharField()
    second = serializers.CharField(allow_null=True, help_text="the second officer; null: none was needed")
    at = serializers.DateTimeField()
    authorisations = serializers.ListField(child=serializers.IntegerField(), help_text="those that it used")


class CaseDecisions(CaseVerb):
    """The decisions on a case."""

    form = CaseDecisionForm

    @extend_schema(
        operation_id="list_case_decisions",
        tags=["cases"],
        summary="Read what became of a case, the newest decision first",
        parameters=[PageQuery],
        responses={200: page_of(CaseDecision, "CaseDecisionPage"), **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", {"items": [DECISION], "next": None}, response_only=True)],
    )
    def get(self, request: Request, number: str) -> Response:
        """Return a page of them."""
        query = query_of(PageQuery, request)
        rows = Disposition.objects.filter(case=case_numbered(number)).select_related("by", "referral__answered_by")
        return newest_first(request, rows, by="at", limit=query["limit"], record=_record)

    @extend_schema(
        operation_id="decide_on_case",
        tags=["cases"],
        summary="Say what became of the shipment, and close its case; what is controlled is released by two",
        description="A release asks that every line be judged. One of anything controlled is answered `202` with what "
        "a second officer was asked, and closes nothing yet.",
        request=CaseDecisionForm,
        responses={
            201: CaseDecision,
            202: ReferralRecord,
            **problems(400, 401, 403, 404, 409, 413, 415, 422, 429),
        },
        examples=[
            OpenApiExample("A release", RELEASE, request_only=True),
            OpenApiExample("Closed", DECISION, response_only=True, status_codes=["201"]),
            OpenApiExample("It waits for a second officer", REFERRAL, response_only=True, status_codes=["202"]),
        ],
    )
    def post(self, request: Request, number: str) -> Any:
        """Decide."""
        return self.write(request, number=number)

    def carry_out(self, case: Case, actor: User, fields: dict[str, Any]) -> Response:
        """Decide."""
        row = dispose(case=case, actor=actor, **{name: fields[name] for name in ("word", "note", "authorisations")})
        if isinstance(row, Disposition):
            return Response(_record(row), status=201)
        return Response(referral_record(row), status=202)


def _record(row: Disposition) -> dict[str, Any]:
    second = row.referral.answered_by if row.referral else None
    return {
        "number": row.number,
        "word": row.word,
        "note": row.note,
        "by": row.by.get_username(),
        "second": second.get_username() if second else None,
        "at": row.at,
        "authorisations": [int(key) for key in row.authorisations.split()],
    }
