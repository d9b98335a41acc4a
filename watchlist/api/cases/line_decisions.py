"""Decisions on lines: what became of each, of a shipment that does not move as a whole."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, page_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import case_numbered, case_read, case_write, on_a_case
from watchlist.api.cases.cases import CaseRecord, record_of
from watchlist.api.cases.decisions import OverrideForm, lines_by_word
from watchlist.api.cases.examples import LINE_DECISION, LINES_DECIDED, REFERRAL
from watchlist.api.cases.referrals import ReferralRecord
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.record_base import Record
from watchlist.cases import LINE_WORDS, Case, LineDisposition, Override, dispose_lines

MOST: Final = 100_000
REFUSAL: Final = {"lines": [3], "word": "refused", "note": "No licence."}
REST: Final = {"lines": None, "word": "released", "note": "The permit was seen."}


class LineDecisionForm(Body):
    """What became of lines, and what that rests on."""

    lines = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
        allow_null=True,
        allow_empty=False,
        max_length=MOST,
        help_text="their numbers in the file; null: all that have no final word",
    )
    word = serializers.ChoiceField(LINE_WORDS, help_text="`held`: kept back, and the case stays open for it")
    note = optional_text(LONGEST)
    authorisations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62),
        required=False,
        default=list,
        max_length=20,
        help_text="of a release under authorisation: the ids of those of the register that cover these lines",
    )
    override = OverrideForm(required=False, default=None, help_text="of a release that lacks a thing")


class LineDispositionRecord(Record):
    """A word on one line. The last on a line holds, and none changes."""

    line = serializers.IntegerField(source="screened_line.line.number", help_text="its number in the file")
    number = serializers.IntegerField(help_text="of the words on this line, from 1")
    word = serializers.ChoiceField(LINE_WORDS)
    note = serializers.CharField(allow_null=True)
    by = serializers.CharField(source="by.get_username")
    second = serializers.CharField(
        source="referral.answered_by.get_username",
        allow_null=True,
        help_text="the second officer; null: none was needed",
    )
    at = serializers.DateTimeField()
    authorisations = serializers.ListField(
        child=serializers.IntegerField(), source="authorisations.split", help_text="those under which it is released"
    )


class LinesDecided(Record):
    """How many lines have the word now, and how the case stands."""

    count = serializers.IntegerField()
    lines_by_word = lines_by_word()
    case = CaseRecord(help_text="closed where no line was left")


@case_read(
    summary="Read every word that was said on what became of lines of a case, the newest first",
    query=PageQuery,
    returns=page_of(LineDispositionRecord, "LineDecisionPage"),
    examples=[page_example(LINE_DECISION)],
)
def list_line_decisions(request: Request, query: dict[str, Any], number: str) -> Response:
    """Return a page of them."""
    return newest_first(request, _rows(number), by="at", limit=query["limit"], record=LineDispositionRecord.from_row)


@case_write(
    summary="Say what became of lines; where none is left, the case is closed by the word that follows from them",
    description="A release asks that these lines be judged, and that nothing of theirs stand in its way, or an "
    "override: what other lines lay does not stand in the way. One of anything controlled, or with an override, is "
    "answered `202` with what a second officer was asked. Once a word was said on a line, the case takes none on the "
    "whole (`decide-by-line`): `lines: null` names all that are left.",
    body=LineDecisionForm,
    returns={201: LinesDecided, 202: ReferralRecord},
    examples=[
        sent("One line is refused", REFUSAL),
        sent("The rest is released", REST),
        answer_example("Written", LINES_DECIDED, 201),
        answer_example("It waits for a second officer", REFERRAL, 202),
    ],
)
@on_a_case
def decide_on_lines(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    override = Override(**fields.pop("override")) if fields["override"] else fields.pop("override")
    outcome = dispose_lines(case=case, actor=actor, override=override, **fields)
    if outcome.referral is not None:
        return Response(ReferralRecord.from_row(outcome.referral), status=202)
    now = record_of(case_numbered(case.number))
    body = {"count": len(outcome.rows), "lines_by_word": now["lines_by_word"], "case": now}
    return Response(body, status=201)


def _rows(number: str) -> QuerySet[LineDisposition]:
    rows: QuerySet[LineDisposition] = LineDisposition.objects.filter(case=case_numbered(number))
    return rows.select_related("screened_line__line", "by", "referral__answered_by").defer("screened_line__record")
