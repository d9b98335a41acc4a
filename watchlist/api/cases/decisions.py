"""Decisions: what became of the shipment of a case. What is controlled is released by two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.auth.models import User
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, page_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import case_numbered, case_read, case_write, on_a_case
from watchlist.api.cases.examples import DECISION, GATE, REFERRAL
from watchlist.api.cases.referrals import ReferralRecord, ReleaseObstacle
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.record_base import Record
from watchlist.cases import (
    DISPOSITIONS,
    OVERRIDE_REASONS,
    RELEASES,
    SHIPMENT_WORDS,
    Case,
    Disposition,
    Override,
    dispose,
    lines_to_release,
    obstacles_of,
)

RELEASE: Final = {"word": "released", "note": "The permit of the BfArM was seen."}


class OverrideForm(Body):
    """Why a release goes past what stands in its way; a second officer confirms it apart."""

    reason = serializers.ChoiceField(OVERRIDE_REASONS)
    sentence = serializers.CharField(max_length=LONGEST, help_text="what shows it")


class CaseDecisionForm(Body):
    """What became of the shipment, and what that rests on."""

    word = serializers.ChoiceField(DISPOSITIONS)
    note = optional_text(LONGEST)
    authorisations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62),
        required=False,
        default=list,
        max_length=20,
        help_text="of a release under authorisation: the ids of those of the register that cover it",
    )
    override = OverrideForm(required=False, default=None, help_text="of a release that lacks a thing")


def lines_by_word() -> serializers.DictField:
    """Return the field that says how many lines have each word."""
    return serializers.DictField(
        child=serializers.IntegerField(), help_text="how many lines have each word; empty: one word on the whole"
    )


class CaseDecision(Record):
    """What became of the shipment. A case that is reopened is closed by another decision."""

    number = serializers.IntegerField(help_text="in the case, from 1")
    word = serializers.ChoiceField(
        SHIPMENT_WORDS, help_text="`in_part` follows from the words on lines, and is said by nobody"
    )
    note = serializers.CharField(allow_null=True)
    by = serializers.CharField(source="by.get_username")
    second = serializers.CharField(
        source="referral.answered_by.get_username",
        allow_null=True,
        help_text="the second officer; null: none was needed",
    )
    at = serializers.DateTimeField()
    authorisations = serializers.ListField(
        child=serializers.IntegerField(), source="authorisations.split", help_text="those that it used"
    )
    lines_by_word = lines_by_word()


class ReleaseGate(Record):
    """What stands in the way of a release of all lines without a final word that names no authorisation."""

    obstacles = ReleaseObstacle(many=True)


@case_read(
    summary="Read what stands in the way of releasing the shipment of a case",
    returns=ReleaseGate,
    examples=[answer_example("A notice is missing", GATE)],
)
def read_release_gate(request: Request, number: str) -> Response:
    """Return it."""
    case, today = case_numbered(number), datetime.now(UTC).date()
    found = obstacles_of(case, RELEASES[0], (), today, lines_to_release(case))
    return Response({"obstacles": list(map(ReleaseObstacle.from_row, found))})


@case_read(
    summary="Read what became of a case, the newest decision first",
    query=PageQuery,
    returns=page_of(CaseDecision, "CaseDecisionPage"),
    examples=[page_example(DECISION)],
)
def list_case_decisions(request: Request, query: dict[str, Any], number: str) -> Response:
    """Return a page of them."""
    rows = Disposition.objects.filter(case=case_numbered(number)).select_related("by", "referral__answered_by")
    return newest_first(request, rows, by="at", limit=query["limit"], record=_decision)


@case_write(
    summary="Say what became of the shipment, and close its case; what is controlled is released by two",
    description="A release asks that every line be judged, and that nothing stand in its way (`…/release/`), or an "
    "override. One of anything controlled, or with an override, is answered `202` with what a second officer was "
    "asked, and closes nothing yet.",
    body=CaseDecisionForm,
    returns={201: CaseDecision, 202: ReferralRecord},
    examples=[
        sent("A release", RELEASE),
        answer_example("Closed", DECISION, 201),
        answer_example("It waits for a second officer", REFERRAL, 202),
    ],
)
@on_a_case
def decide_on_case(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    override = Override(**fields.pop("override")) if fields["override"] else fields.pop("override")
    row = dispose(case=case, actor=actor, override=override, **fields)
    if isinstance(row, Disposition):
        return Response(_decision(row), status=201)
    return Response(ReferralRecord.from_row(row), status=202)


def _decision(row: Disposition) -> dict[str, Any]:
    return CaseDecision.from_row(row, lines_by_word=row.counts)
