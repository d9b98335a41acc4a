"""The verbs of a case: give it to somebody, hold it, go on, let it rest, note something, reopen it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.response import Response

from watchlist.access import permitted
from watchlist.api.base import answer_example, sent
from watchlist.api.bodies import Body, optional_text
from watchlist.api.cases.access import case_numbered, case_write, on_a_case
from watchlist.api.cases.cases import CaseRecord, record_of
from watchlist.api.cases.examples import WHOLE
from watchlist.api.writing import Write
from watchlist.cases import WORK, Case, add_note, assign, reopen, resume, snooze, suspend

LONGEST: Final = 10_000


class Note(Body):
    """Why it is done; some verbs ask for it."""

    note = optional_text(LONGEST)


class Written(Body):
    """What is to be kept in the case."""

    text = serializers.CharField(max_length=LONGEST)


class Assignment(Body):
    """Whose case it is."""

    to = serializers.CharField(allow_null=True, max_length=150, help_text="the name of a user; null: nobody")


class Snooze(Body):
    """How long it rests in the queue."""

    until = serializers.DateField(allow_null=True, help_text="null: no longer")


def _assign(*, case: Case, actor: User, to: str | None) -> Case:
    return assign(case=case, to=None if to is None else _case_worker(to), actor=actor)


def _row(
    operation: str,
    verb: Callable[..., Case],
    body: type[Body],
    summary: str,
    description: str,
    *,
    example: OpenApiExample,
) -> Write:
    """Return the row of a verb that takes the fields of its body by name, and is answered with the case."""

    @on_a_case
    def run(case: Case, actor: User, fields: dict[str, Any]) -> Response:
        return Response(record_of(case_numbered(verb(case=case, actor=actor, **fields).number)))

    return case_write(
        id=operation,
        summary=summary,
        description=description,
        run=run,
        body=body,
        returns=CaseRecord,
        examples=[example, answer_example("As it stands now", WHOLE)],
    )


CASE_VERBS: Final = {
    "assign": _row(
        "assign_case",
        _assign,
        Assignment,
        "Give a case to a person who works on cases, or to nobody",
        "Give it.",
        example=sent("To a person", {"to": "officer"}),
    ),
    "hold": _row(
        "hold_case",
        suspend,
        Note,
        "Put a case on hold; what a compliance lead holds, a lead takes off hold",
        "Hold it.",
        example=sent("A reason", {"note": "The end user's statement is awaited."}),
    ),
    "resume": _row(
        "resume_case",
        resume,
        Note,
        "Take a case off hold",
        "Go on with it.",
        example=sent("A reason", {"note": "The statement has come."}),
    ),
    "snooze": _row(
        "snooze_case",
        snooze,
        Snooze,
        "Let a case rest in the queue until a day; its deadlines go on",
        "Let it rest.",
        example=sent("For a week", {"until": "2026-03-09"}),
    ),
    "notes": _row(
        "note_on_case",
        add_note,
        Written,
        "Keep a note in a case, closed or not; it stands among its events",
        "Keep it.",
        example=sent("A note", {"text": "The forwarder was asked for the end use."}),
    ),
    "reopen": _row(
        "reopen_case",
        reopen,
        Note,
        "Reopen a closed case, with a reason",
        "Reopen it.",
        example=sent("A reason", {"note": "The permit was withdrawn."}),
    ),
}
"""By the last part of the address."""


def _case_worker(name: str) -> User:
    """Return a person who works on cases. The refusal does not reveal whether others exist."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None or not permitted(user, WORK):
        raise serializers.ValidationError({"to": "Nobody of this name works on cases."})
    return user
