"""Corrections of the lines of a case: listed and made; those that wait for this user as the second, and answered."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import AGREED, REFUSED
from watchlist.api.base import Get, answer_example, page_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import as_problems, case_numbered, case_read, case_write, on_a_case
from watchlist.api.cases.judgements import LARGEST, line_numbered
from watchlist.api.cases.verbs import LONGEST
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.record_base import Record
from watchlist.api.waiting import until_over
from watchlist.api.writing import Write
from watchlist.cases import (
    Case,
    answer_correction,
    case_of_correction,
    correct_field,
    corrections_in,
    corrections_waiting,
    run_of_correction,
)
from watchlist.engine.reading import CORRECTABLE
from watchlist.screenings import CorrectionRun, LineCorrection
from watchlist.tasks import start

ANSWERS: Final = (AGREED, REFUSED)
AT: Final = "2026-03-02T10:31:00.120000Z"
EXAMPLE_CORRECTION: Final = {
    "id": 7,
    "line": 2,
    "field": "quantity",
    "declared": "160",
    "before": "160",
    "corrected": "1600",
    "reason": "The packing list says 1,600 kg.",
    "by": "officer",
    "asked_at": AT,
    "needs_second": False,
    "answer": None,
    "answered_by": None,
    "answered_at": None,
    "answer_note": None,
    "effective_at": AT,
    "screening": "5f0f7a3e-6f0b-4a55-9a53-0c8a4d7f1c11",
    "answered_in": "9d3b2c1a-2f64-4f0e-8b1c-7a5e4d3c2b1a",
    "manifest": None,
}
WAITING: Final = {
    **EXAMPLE_CORRECTION,
    "field": "cas",
    "declared": "41979-39-9",
    "before": "41979-39-9",
    "corrected": "41661-47-6",
    "reason": "The certificate of analysis.",
    "needs_second": True,
    "effective_at": None,
    "answered_in": None,
}
EXAMPLE_AGREED: Final = {
    **WAITING,
    "answer": "agreed",
    "answered_by": "second-officer",
    "answered_at": AT,
    "effective_at": AT,
    "answered_in": EXAMPLE_CORRECTION["answered_in"],
}


UNDER_WAY: Final = {
    **{name: EXAMPLE_CORRECTION[name] for name in ("line", "field", "declared", "before", "corrected", "reason", "by")},
    "asked_at": AT,
    "screening": EXAMPLE_CORRECTION["screening"],
    "manifest": "1c7d5b1e-0a55-4f0e-8b1c-7a5e4d3c2b1a",
    "job": "7a5e4d3c-2f64-4f0e-8b1c-1c7d5b1e2b1a",
}


class CorrectionBody(Body):
    """One field of a line, what it should say, and what shows it."""

    line = serializers.IntegerField(min_value=1, max_value=LARGEST, help_text="its number in the file")
    field = serializers.ChoiceField(CORRECTABLE)
    corrected = optional_text(
        LONGEST, help_text="a quantity as 25.5 or 25.5 kg, a day as 2026-11-28; empty: nothing is right"
    )
    reason = serializers.CharField(max_length=LONGEST)


class CorrectionAnswerForm(Body):
    """A second officer's answer to a correction."""

    agreed = serializers.BooleanField()
    note = optional_text(LONGEST, help_text="a refusal says why")


class CorrectionRunRecord(Record):
    """A correction of a long shipment, whose lines a job answers anew before it takes effect."""

    line = serializers.IntegerField(source="screened_line.line.number", help_text="its number in the file")
    field = serializers.ChoiceField(CORRECTABLE)
    declared = serializers.CharField(allow_null=True, help_text="what the file says")
    before = serializers.CharField(allow_null=True, help_text="what the line was answered with before")
    corrected = serializers.CharField(allow_null=True)
    reason = serializers.CharField(source="note")
    by = serializers.CharField()
    asked_at = serializers.DateTimeField(source="at")
    screening = serializers.UUIDField(source="screened_line.screening_id", help_text="in which it is corrected")
    manifest = serializers.UUIDField(source="upload_id", help_text="the manifest that says how far its job is")
    job = serializers.UUIDField(source="upload.job_id")


class CorrectionRecord(Record):
    """One field of one line, corrected by a person; in effect from `effective_at` on."""

    id = serializers.IntegerField(source="pk")
    line = serializers.IntegerField(source="screened_line.line.number", help_text="its number in the file")
    field = serializers.ChoiceField(CORRECTABLE)
    declared = serializers.CharField(allow_null=True, help_text="what the file says")
    before = serializers.CharField(allow_null=True, help_text="what the line was answered with before")
    corrected = serializers.CharField(allow_null=True)
    reason = serializers.CharField(source="note")
    by = serializers.CharField()
    asked_at = serializers.DateTimeField()
    needs_second = serializers.BooleanField(help_text="it takes effect when a second officer agrees")
    answer = serializers.ChoiceField(ANSWERS, allow_null=True, help_text="null: it waits, or needs none")
    answered_by = serializers.CharField(source="answered_by.get_username", allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answer_note = serializers.CharField(allow_null=True)
    effective_at = serializers.DateTimeField(allow_null=True, help_text="null: it is not in effect")
    screening = serializers.UUIDField(source="screened_line.screening_id", help_text="in which it was corrected")
    answered_in = serializers.UUIDField(
        source="answered_line.screening_id", allow_null=True, help_text="the screening that answered it anew"
    )
    manifest = serializers.UUIDField(
        source="run_upload", allow_null=True, help_text="of a long shipment: the manifest that says how far its job is"
    )


@case_read(
    summary="Read every correction of the lines of a case, the newest first",
    query=PageQuery,
    returns=page_of(CorrectionRecord, "CorrectionPage"),
    examples=[page_example(EXAMPLE_CORRECTION)],
)
def list_case_corrections(request: Request, query: dict[str, Any], number: str) -> Response:
    """Return a page of them."""
    rows = corrections_in(case_numbered(number))
    return newest_first(request, rows, by="asked_at", limit=query["limit"], record=CorrectionRecord.from_row)


@case_write(
    id="correct_line",
    summary="Correct a field of a line; what a controlled line is, with a second officer",
    description="The shipment is answered anew, and what was declared stays beside it. Lines that are answered as "
    "before keep what was said of them. "
    "What a controlled line is, and whatever makes the law ask less, waits for a second officer: `effective_at` is "
    "null until then. A shipment of more than 2,000 lines is answered anew by a job (`202`): the correction is read "
    "among those of the case once that is done, in effect or waiting, unless the case was closed or the shipment "
    "screened again in the meantime.",
    body=CorrectionBody,
    returns={201: CorrectionRecord, 202: CorrectionRunRecord},
    examples=[
        sent("A quantity", {name: EXAMPLE_CORRECTION[name] for name in ("line", "field", "corrected", "reason")}),
        answer_example("In effect", EXAMPLE_CORRECTION, 201),
        answer_example("Waiting", WAITING, 201),
        answer_example("A long shipment", UNDER_WAY, 202),
    ],
)
@on_a_case
def correct_line_of_case(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    line = line_numbered(case, fields.pop("line"))
    row = correct_field(case=case, line=line, actor=actor, **fields)
    if isinstance(row, CorrectionRun):
        start([row.upload.job_id])
        return Response(CorrectionRunRecord.from_row(row), status=202, headers=until_over(row.upload.job))
    return Response(CorrectionRecord.from_row(corrections_in(case).get(pk=row.pk)), status=201)


@Get(
    tag="cases",
    summary="List the corrections that others asked for and this user may answer, the newest first",
    scope="second_cases",
    query=PageQuery,
    returns=page_of(CorrectionRecord, "WaitingCorrectionPage"),
    examples=[page_example(WAITING)],
)
def list_corrections(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of it."""
    rows = corrections_waiting().exclude(asked_by=cast(User, request.user))
    return newest_first(request, rows, by="asked_at", limit=query["limit"], record=CorrectionRecord.from_row)


@Write(
    id="answer_correction",
    tag="cases",
    summary="Agree as the second officer to a correction, which takes effect, or refuse it",
    description="Nobody answers what they asked for. In a long shipment it takes effect when the job of `manifest` has "
    "answered all lines anew.",
    scope="second_cases",
    body=CorrectionAnswerForm,
    returns=CorrectionRecord,
    examples=[sent("Agreed", {"agreed": True, "note": "Seen too."}), answer_example("Answered", EXAMPLE_AGREED)],
)
def answer_correction_as_second(request: Request, fields: dict[str, Any], correction_id: int) -> Response:
    people = ("asked_by", "answered_by", "screened_line__line", "screened_line__screening__manifest")
    row = get_object_or_404(LineCorrection.objects.select_related(*people), pk=correction_id)
    with as_problems():
        correction = answer_correction(correction=row, actor=cast(User, request.user), **fields)
    if agreed_run := run_of_correction(correction):
        start([agreed_run.upload.job_id])
    case = case_of_correction(correction)
    return Response(CorrectionRecord.from_row(corrections_in(case).get(pk=correction.pk)))
