"""Questions to the shipper of a case: drafted, marked as sent, answered, withdrawn. Nothing is mailed from here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, cast

from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, page_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import as_problems, case_numbered, case_read, case_write, on_a_case
from watchlist.api.cases.judgements import LARGEST
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.record_base import Record
from watchlist.cases import (
    QUESTION_STATES,
    Case,
    ShipperQuestion,
    answer_question,
    draft_of_question,
    draft_question,
    questions_in,
    questions_with_people,
    send_question,
    withdraw_question,
)

MOST_LINES: Final = 40
AT: Final = "2026-03-02T10:31:00.120000Z"
SEND: Final = {"sent_to": "sales@northgate.example", "sent_on": "2026-03-02", "due_on": "2026-03-09"}
ANSWER: Final = {"answer": "The net weight is 1,600 kg.", "answered_on": "2026-03-04"}
DRAFT: Final = {
    "id": 3,
    "number": "Q-0003",
    "state": "draft",
    "lines": [2],
    "text": "2 (Acetone): Please state the net quantity.",
    "by": "officer",
    "at": AT,
    **dict.fromkeys(("sent_on", "due_on", "sent_by", "answered_on", "answered_by", "file"), None),
    **dict.fromkeys(("sent_to", "answer", "withdrawn_at", "withdrawn_by", "withdrawal_note"), None),
}
SENT: Final = {**DRAFT, **SEND, "state": "awaited", "sent_by": "officer"}
EXAMPLE_REPLY: Final = {**SENT, **ANSWER, "state": "answered", "answered_by": "officer"}
WITHDRAWN: Final = {
    **SENT,
    "state": "withdrawn",
    "withdrawn_at": AT,
    "withdrawn_by": "officer",
    "withdrawal_note": "Answered by telephone.",
}


class QuestionBody(Body):
    """Lines, and what is asked of them; without a text it is drafted by what is missing."""

    lines = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST), min_length=1, max_length=MOST_LINES
    )
    text = optional_text(LONGEST)


class SendingForm(Body):
    """To whom it was sent by the officer's own mail, on which day, and until when an answer is awaited."""

    sent_to = serializers.CharField(max_length=200)
    sent_on = serializers.DateField()
    due_on = serializers.DateField()


class ReplyBody(Body):
    """What came back, and on which day."""

    answer = serializers.CharField(max_length=LONGEST)
    answered_on = serializers.DateField()


class WithdrawalForm(Body):
    """Why it is withdrawn."""

    note = serializers.CharField(max_length=LONGEST)


class QuestionRecord(Record):
    """A question to a shipper about lines of a case, and how far it is."""

    id = serializers.IntegerField(source="pk")
    number = serializers.CharField()
    state = serializers.ChoiceField(QUESTION_STATES)
    lines = serializers.ListField(child=serializers.IntegerField(), source="line_numbers")
    text = serializers.CharField()
    by = serializers.CharField(source="by.get_username")
    at = serializers.DateTimeField()
    sent_to = serializers.CharField(allow_null=True)
    sent_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True, help_text="the last day on which an answer is in time")
    sent_by = serializers.CharField(source="sent_by.get_username", allow_null=True)
    answer = serializers.CharField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    answered_by = serializers.CharField(source="answered_by.get_username", allow_null=True)
    file = serializers.CharField(source="attachment.name", allow_null=True, help_text="that came with the answer")
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_by = serializers.CharField(source="withdrawn_by.get_username", allow_null=True)
    withdrawal_note = serializers.CharField(allow_null=True)


@case_read(
    summary="Read the questions to the shipper of a case, the newest first",
    query=PageQuery,
    returns=page_of(QuestionRecord, "QuestionPage"),
    examples=[page_example(EXAMPLE_REPLY)],
)
def list_case_questions(request: Request, query: dict[str, Any], number: str) -> Response:
    """Return a page of them."""
    rows = questions_in(case_numbered(number))
    return newest_first(request, rows, by="at", limit=query["limit"], record=_record)


@case_write(
    id="draft_question",
    summary="Draft a question to the shipper about lines, by what is missing of them",
    description="The text names no list and nothing that the goods may be. Nothing is mailed: send it yourself, "
    "and say so by `send`.",
    body=QuestionBody,
    returns={201: QuestionRecord},
    examples=[sent("By what is missing", {"lines": [2]}), answer_example("Drafted", DRAFT)],
)
@on_a_case
def draft_question_of_case(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    text = fields["text"].strip() or draft_of_question(case, fields["lines"])
    row = draft_question(case=case, lines=fields["lines"], text=text, actor=actor)
    return Response(_record(row), status=201)


@case_write(
    id="send_question",
    summary="Write down that a question was sent",
    description="By the officer's own mail.",
    body=SendingForm,
    returns=QuestionRecord,
    examples=[sent("Sent", SEND), answer_example("Awaited", SENT)],
)
def mark_question_sent(request: Request, fields: dict[str, Any], question_id: int) -> Response:
    with as_problems():
        row = send_question(question=_question(question_id), actor=cast(User, request.user), **fields)
    return Response(_record(row))


@case_write(
    id="answer_question",
    summary="Write down what came back on a question",
    description="Correct its lines by `corrections` of the case.",
    body=ReplyBody,
    returns=QuestionRecord,
    examples=[sent("An answer", ANSWER), answer_example("Answered", EXAMPLE_REPLY)],
)
def keep_answer(request: Request, fields: dict[str, Any], question_id: int) -> Response:
    with as_problems():
        row = answer_question(question=_question(question_id), actor=cast(User, request.user), **fields)
    return Response(_record(row))


@case_write(
    id="withdraw_question",
    summary="Withdraw a question that was not answered",
    description="It stays in the record.",
    body=WithdrawalForm,
    returns=QuestionRecord,
    examples=[sent("A reason", {"note": "Answered by telephone."}), answer_example("Withdrawn", WITHDRAWN)],
)
def withdraw(request: Request, fields: dict[str, Any], question_id: int) -> Response:
    with as_problems():
        row = withdraw_question(question=_question(question_id), actor=cast(User, request.user), **fields)
    return Response(_record(row))


def _question(key: int) -> ShipperQuestion:
    row: ShipperQuestion = get_object_or_404(questions_with_people(), pk=key)
    return row


def _record(row: ShipperQuestion) -> dict[str, Any]:
    record: dict[str, Any] = QuestionRecord.from_row(row, state=str(row.state_on(datetime.now(UTC).date())))
    return record
