"""Duties: what the law asks of cases, listed, read one by one, and marked as done."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, page_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import as_problems, case_key, case_read, case_write
from watchlist.api.cases.cases import CaseDuty
from watchlist.api.cases.examples import DUTY
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, filtered, newest_first, page_of
from watchlist.cases import DUTY_STATES, Duty, DutyStatus, statuses_of, tick_duty
from watchlist.errors import LookAgain

DONE: Final = {**DUTY, "state": "done", "is_done": True, "by": "officer", "at": "2026-03-03T08:30:00Z"}


class DutiesQuery(PageQuery):
    """Which duties are asked for."""

    case = serializers.CharField(required=False, max_length=30, help_text="the number of a case")
    state = serializers.ChoiceField(DUTY_STATES, required=False)
    list = serializers.CharField(required=False, max_length=60, help_text="the key of the list that lays it")


class DutyMark(Body):
    """Whether a duty is done, and what shows it."""

    done = serializers.BooleanField(default=True, help_text="false: it is not done after all")
    note = optional_text(LONGEST, help_text="none of a duty that asks for a report")


class DutyRecord(CaseDuty):
    """A duty, with its case, and who changed it last."""

    case = serializers.CharField(source="duty.case.number")
    by = serializers.CharField(source="by.get_username", allow_null=True, help_text="null: nobody did")
    at = serializers.DateTimeField(allow_null=True)


@case_read(
    summary="List what the law asks of cases, the last written first",
    query=DutiesQuery,
    returns=page_of(DutyRecord, "DutyPage"),
    examples=[page_example(DUTY)],
)
def list_duties(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them, of cases open and closed: a duty outlives its case."""
    duties = Duty.objects.in_state(query["state"]) if "state" in query else Duty.objects.all()
    rows = filtered(duties.select_related("case"), query, list="list_key")
    if "case" in query:
        rows = rows.filter(case=case_key(query["case"]))
    statuses = dict[int, DutyStatus]()
    return newest_first(
        request,
        rows,
        by="starts_at",
        limit=query["limit"],
        look_up=lambda page: statuses.update({status.duty.pk: status for status in statuses_of(page)}),
        record=lambda row: DutyRecord.from_row(statuses[row.pk]),
    )


@case_read(
    summary="Read a duty",
    returns=DutyRecord,
    examples=[answer_example("To do", DUTY)],
)
def read_duty(request: Request, duty_id: int) -> Response:
    """Return it."""
    (status,) = statuses_of([_duty(duty_id)])
    return Response(DutyRecord.from_row(status))


@case_write(
    id="mark_duty",
    summary="Mark a duty as done, or as not done after all",
    description="What is so already is answered as it is: nothing is written, and nothing of the note kept.",
    body=DutyMark,
    returns=DutyRecord,
    examples=[sent("Done", {"done": True, "note": "Declared by letter."}), answer_example("Done", DONE)],
)
def mark_duty_done(request: Request, fields: dict[str, Any], duty_id: int) -> Response:
    duty = _duty(duty_id)
    with as_problems():
        try:
            status = tick_duty(duty=duty, actor=cast(User, request.user), **fields)
        except LookAgain:
            (status,) = statuses_of([duty])
    return Response(DutyRecord.from_row(status))


def _duty(key: int) -> Duty:
    row: Duty = get_object_or_404(Duty.objects.select_related("case"), pk=key)
    return row
