"""The verbs of a case: give it to somebody, hold it, go on, let it rest, note something, reopen it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access.scopes import permitted
from watchlist.api.bodies import Body
from watchlist.api.cases.access import CaseVerb, case_numbered
from watchlist.api.cases.examples import WHOLE
from watchlist.api.cases.records import CaseRecord, record_of
from watchlist.api.problem_records import problems
from watchlist.api.problems import ApiProblem
from watchlist.cases import lifecycle
from watchlist.cases.models import Case
from watchlist.cases.rights import WORK

LONGEST: Final = 10_000
CURRENT_CASE: Final = OpenApiExample("As it stands now", WHOLE, response_only=True)
RESPONSES: Final = {200: CaseRecord, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)}


class Note(Body):
    """Why it is done; some verbs ask for it."""

    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=LONGEST)


class Written(Body):
    """What is to be kept in the case."""

    text = serializers.CharField(max_length=LONGEST)


class Assignment(Body):
    """Whose case it is."""

    to = serializers.CharField(allow_null=True, max_length=150, help_text="the name of a user; null: nobody")


class Snooze(Body):
    """How long it rests in the queue."""

    until = serializers.DateField(allow_null=True, help_text="null: no longer")


class AssignCase(CaseVerb):
    """Whose case it is."""

    form = Assignment

    @extend_schema(
        operation_id="assign_case",
        tags=["cases"],
        summary="Give a case to a person who works on cases, or to nobody",
        request=Assignment,
        responses=RESPONSES,
        examples=[OpenApiExample("To a person", {"to": "officer"}, request_only=True), CURRENT_CASE],
    )
    def post(self, request: Request, number: str) -> Any:
        """Give it."""
        return self.write(request, number=number)

    def carry_out(self, case: Case, actor: User, fields: dict[str, Any]) -> Response:
        """Give it."""
        to = _case_worker(fields["to"]) if fields["to"] is not None else None
        return _case_response(lifecycle.assign(case=case, to=to, actor=actor))


class PutCaseOnHold(CaseVerb):
    """A case on hold."""

    form = Note

    @extend_schema(
        operation_id="hold_case",
        tags=["cases"],
        summary="Put a case on hold; what a compliance lead holds, a lead takes off hold",
        request=Note,
        responses=RESPONSES,
        examples=[
            OpenApiExample("A reason", {"note": "The end user's statement is awaited."}, request_only=True),
            CURRENT_CASE,
        ],
    )
    def post(self, request: Request, number: str) -> Any:
        """Hold it."""
        return self.write(request, number=number)

    def carry_out(self, case: Case, actor: User, fields: dict[str, Any]) -> Response:
        """Hold it."""
        return _case_response(lifecycle.suspend(case=case, note=fields["note"], actor=actor))


class ResumeCase(CaseVerb):
    """A case off hold."""

    form = Note

    @extend_schema(
        operation_id="resume_case",
        tags=["cases"],
        summary="Take a case off hold",
        request=Note,
        responses=RESPONSES,
        examples=[OpenApiExample("A reason", {"note": "The statement has come."}, request_only=True), CURRENT_CASE],
    )
    def post(self, request: Request, number: str) -> Any:
        """Go on with it."""
        return self.write(request, number=number)

    def carry_out(self, case: Case, actor: User, fields: dict[str, Any]) -> Response:
        """Go on with it."""
        return _case_response(lifecycle.resume(case=case, note=fields["note"], actor=actor))


class SnoozeCase(CaseVerb):
    """A case at rest."""

    form = Snooze

    @extend_schema(
        operation_id="snooze_case",
        tags=["cases"],
        summary="Let a case rest in the queue until a day; its deadlines go on",
        request=Snooze,
        responses=RESPONSES,
        examples=[OpenApiExample("For a week", {"until": "2026-03-09"}, request_only=True), CURRENT_CASE],
    )
    def post(self, request: Request, number: str) -> Any:
        """Let it rest."""
        return self.write(request, number=number)

    def carry_out(self, case: Case, actor: User, fields: dict[str, Any]) -> Response:
        """Let it rest."""
        return _case_response(lifecycle.snooze(case=case, until=fields["until"], actor=actor))


class CaseNotes(CaseVerb):
    """The notes of a case."""

    form = Written

    @extend_schema(
        operation_id="note_on_case",
        tags=["cases"],
        summary="Keep a note in a case, closed or not; it stands among its events",
        request=Written,
        responses=RESPONSES,
        examples=[
            OpenApiExample("A note", {"text": "The forwarder was asked for the end use."}, request_only=True),
            CURRENT_CASE,
        ],
    )
    def post(self, request: Request, number: str) -> Any:
        """Keep it."""
        return self.write(request, number=number)

    def carry_out(self, case: Case, actor: User, fields: dict[str, Any]) -> Response:
        """Keep it."""
        return _case_response(lifecycle.add_note(case=case, text=fields["text"], actor=actor))


class ReopenCase(CaseVerb):
    """A closed case, opened again."""

    form = Note

    @extend_schema(
        operation_id="reopen_case",
        tags=["cases"],
        summary="Reopen a closed case, with a reason",
        request=Note,
        responses=RESPONSES,
        examples=[OpenApiExample("A reason", {"note": "The permit was withdrawn."}, request_only=True), CURRENT_CASE],
    )
    def post(self, request: Request, number: str) -> Any:
        """Reopen it."""
        return self.write(request, number=number)

    def carry_out(self, case: Case, actor: User, fields: dict[str, Any]) -> Response:
        """Reopen it."""
        return _case_response(lifecycle.reopen(case=case, note=fields["note"], actor=actor))


def _case_response(case: Case) -> Response:
    return Response(record_of(case_numbered(case.number)))


def _case_worker(name: str) -> User:
    """Return a person who works on cases. The refusal does not reveal whether others exist."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None or not permitted(user, WORK):
        errors = [{"pointer": "#/to", "detail": "Nobody of this name works on cases."}]
        raise ApiProblem("request-not-valid", "The request breaks the rules named here.", errors=errors)
    return user
