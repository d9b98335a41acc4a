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
from watchlist.api.curation.access import HasEitherScope, as_problems, change_set_or_404
from watchlist.api.curation.examples import AFTER, WHOLE
from watchlist.api.curation.records import ChangeSetRecord, Deciding, Edit, Remark, TakingUp, record_of
from watchlist.api.problem_records import problems
from watchlist.api.problems import ApiProblem
from watchlist.list_updates import approval
from watchlist.list_updates.change_models import Change, ChangeSet

RESPONSES: Final = {201: ChangeSetRecord, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)}
CURRENT_CHANGE_SET: Final = OpenApiExample("As it stands now", WHOLE, response_only=True)


class _ChangeSetVerb(Write):
    """A verb of a change set: its form is read, then carried out, and the set is shown as it stands then."""

    scope = "propose_changes"
    form: type[Body]

    def prepare(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """Return the validated fields of the body."""
        return fields_of(self.form, request)

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Carry it out."""
        change_set = change_set_or_404(kwargs["change_set_id"])
        with as_problems():
            self.carry_out(change_set, cast(User, request.user), prepared)
        return Response(record_of(change_set_or_404(change_set.pk)), status=201)

    def carry_out(self, change_set: ChangeSet, actor: User, fields: dict[str, Any]) -> None:
        """Carry out the verb."""
        raise NotImplementedError


class ClaimReview(_ChangeSetVerb):
    """The taking up of what a machine proposed."""

    form = TakingUp

    @extend_schema(
        operation_id="take_up_change_set",
        tags=["change sets"],
        summary="Make what the machine proposed your own word, for another person to decide on",
        request=TakingUp,
        responses=RESPONSES,
        examples=[OpenApiExample("Read", {"note": "Read against the Gazette."}, request_only=True), CURRENT_CHANGE_SET],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Take it up."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, fields: dict[str, Any]) -> None:
        """Take it up."""
        approval.claim_review(change_set=change_set, actor=actor, note=fields["note"])


class Revisions(_ChangeSetVerb):
    """The revisions of a change set."""

    form = Edit

    @extend_schema(
        operation_id="edit_change",
        tags=["change sets"],
        summary="Say of one change what the law would say instead; the new revision is your word",
        request=Edit,
        responses=RESPONSES,
        examples=[
            OpenApiExample("Another day", {"change": 17, "after": AFTER, "note": ""}, request_only=True),
            CURRENT_CHANGE_SET,
        ],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Revise it."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, fields: dict[str, Any]) -> None:
        """Revise it."""
        (change,) = _changes(change_set, [fields["change"]])
        approval.edit(change=change, after=fields["after"], actor=actor, note=fields["note"])


class Decisions(_ChangeSetVerb):
    """The decisions on a change set."""

    scope = "approve_changes"
    form = Deciding

    @extend_schema(
        operation_id="decide_on_changes",
        tags=["change sets"],
        summary="Accept or reject changes that another person proposed",
        description="Nobody decides on what he proposed or wrote. A set is applied once all of it is decided on.",
        request=Deciding,
        responses=RESPONSES,
        examples=[
            OpenApiExample("Accept", {"accept": True, "changes": [17], "reason": ""}, request_only=True),
            OpenApiExample("Reject", {"accept": False, "changes": [17], "reason": "A misprint."}, request_only=True),
            CURRENT_CHANGE_SET,
        ],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Decide."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, fields: dict[str, Any]) -> None:
        """Decide."""
        verb = approval.approve if fields["accept"] else approval.reject
        verb(changes=_changes(change_set, fields["changes"]), actor=actor, reason=fields["reason"])


class Comments(_ChangeSetVerb):
    """The comments on a change set."""

    form = Remark
    permission_classes = [HasEitherScope]

    @extend_schema(
        operation_id="comment_on_change_set",
        tags=["change sets"],
        summary="Remark something on a change set, or on one change of it",
        request=Remark,
        responses=RESPONSES,
        examples=[
            OpenApiExample("Of a change", {"text": "Item 36, and no other.", "change": 17}, request_only=True),
            CURRENT_CHANGE_SET,
        ],
    )
    def post(self, request: Request, change_set_id: UUID) -> Any:
        """Remark it."""
        return self.write(request, change_set_id=change_set_id)

    def carry_out(self, change_set: ChangeSet, actor: User, fields: dict[str, Any]) -> None:
        """Remark it."""
        change = _changes(change_set, [fields["change"]])[0] if "change" in fields else None
        approval.comment(change_set=change_set, actor=actor, text=fields["text"], change=change)


def _changes(change_set: ChangeSet, ids: Sequence[int]) -> list[Change]:
    rows = Change.objects.filter(pk__in=ids, revision__change_set=change_set).select_related("revision__change_set")
    found = {row.pk: row for row in rows}
    if missing := sorted(set(ids) - found.keys()):
        names = ", ".join(map(str, missing[:10]))
        raise ApiProblem(
            "request-not-valid",
            "The request breaks the rules named here.",
            errors=[{"pointer": "#/changes", "detail": f"No changes of this change set: {names}."}],
        )
    return [found[key] for key in dict.fromkeys(ids)]
