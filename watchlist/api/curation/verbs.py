"""The verbs of a change set: take it up, edit, decide, remark. Two people, here as everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast
from uuid import UUID

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Write
from watchlist.api.bodies import Body, fields_of
from watchlist.api.curation.access import OneOfBoth, as_problems, one_set
from watchlist.api.curation.examples import AFTER, WHOLE
from watchlist.api.curation.records import ChangeSetRecord, Deciding, Edit, Remark, TakingUp, record_of
from watchlist.api.problem_records import problems
from watchlist.api.problems import Refused
from watchlist.list_updates import approval
from watchlist.list_updates.change_models import Change, ChangeSet

WRITTEN: Final = {201: ChangeSetRecord, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)}
SHOWN: Final = OpenApiExample("As it stands now", WHOLE, response_only=True)


class _Verb(Write):
    """A verb of a change set: its form is read, then carried out, and the set is shown as it stands then."""

    scope = "propose_changes"
    form: type[Body]

    def prepare(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """Return what was sent."""
        return fields_of(self.form, request)

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Carry it out."""
        change_set = one_set(kwargs["change_set_id"])
        with as_problems():
            self.carry_out(change_set, cast(User, request.user), prepared)
        return Response(record_of(one_set(change_set.pk)), status=201)

    def carry_out(self, change_set: ChangeSet, actor: User, said: dict[str, Any]) -> None:
        """Do what the verb does."""
        raise NotImplementedError


class TakeUp(_Verb):
    """The taking up of what a machine proposed."""

    form = TakingUp

    @extend_schema(
        operation_id="take_up_change_set",
        tags=["change sets"],
        summary="Make what the machine proposed your own word, for another person to decide on",
        request=TakingUp,
        responses=WRITTEN,
        examples=[OpenApiExample("Read", {"note": "Read against the Gazette."}, request_only=True), SHOWN],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Take it up."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, said: dict[str, Any]) -> None:
        """Take it up."""
        approval.take_up(change_set=change_set, actor=actor, note=said["note"])


class Revisions(_Verb):
    """The revisions of a change set."""

    form = Edit

    @extend_schema(
        operation_id="edit_change",
        tags=["change sets"],
        summary="Say of one change what the law would say instead; the new revision is your word",
        request=Edit,
        responses=WRITTEN,
        examples=[OpenApiExample("Another day", {"change": 17, "after": AFTER, "note": ""}, request_only=True), SHOWN],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Revise it."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, said: dict[str, Any]) -> None:
        """Revise it."""
        (change,) = _changes(change_set, [said["change"]])
        approval.edit(change=change, after=said["after"], actor=actor, note=said["note"])


class Decisions(_Verb):
    """The decisions on a change set."""

    scope = "approve_changes"
    form = Deciding

    @extend_schema(
        operation_id="decide_on_changes",
        tags=["change sets"],
        summary="Accept or reject changes that another person proposed",
        description="Nobody decides on what he proposed or wrote. A set is applied once all of it is decided on.",
        request=Deciding,
        responses=WRITTEN,
        examples=[
            OpenApiExample("Accept", {"accept": True, "changes": [17], "reason": ""}, request_only=True),
            OpenApiExample("Reject", {"accept": False, "changes": [17], "reason": "A misprint."}, request_only=True),
            SHOWN,
        ],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Decide."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, said: dict[str, Any]) -> None:
        """Decide."""
        verb = approval.approve if said["accept"] else approval.reject
        verb(changes=_changes(change_set, said["changes"]), actor=actor, reason=said["reason"])


class Comments(_Verb):
    """The comments on a change set."""

    form = Remark
    permission_classes = [OneOfBoth]

    @extend_schema(
        operation_id="comment_on_change_set",
        tags=["change sets"],
        summary="Remark something on a change set, or on one change of it",
        request=Remark,
        responses=WRITTEN,
        examples=[
            OpenApiExample("Of a change", {"text": "Item 36, and no other.", "change": 17}, request_only=True),
            SHOWN,
        ],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Remark it."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, said: dict[str, Any]) -> None:
        """Remark it."""
        change = _changes(change_set, [said["change"]])[0] if "change" in said else None
        approval.comment(change_set=change_set, actor=actor, text=said["text"], change=change)


def _changes(change_set: ChangeSet, ids: Sequence[int]) -> list[Change]:
    rows = Change.objects.filter(pk__in=ids, revision__change_set=change_set).select_related("revision__change_set")
    found = {row.pk: row for row in rows}
    if missing := sorted(set(ids) - found.keys()):
        names = ", ".join(map(str, missing[:10]))
        raise Refused(
            "request-not-valid",
            "The request breaks the rules named here.",
            errors=[{"pointer": "#/changes", "detail": f"No changes of this change set: {names}."}],
        )
    return [found[key] for key in dict.fromkeys(ids)]
