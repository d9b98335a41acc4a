"""Change sets: listed, read, and brought by hand."""

from __future__ import annotations

from typing import Any, Final, cast
from uuid import UUID

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint, HasScope, Write, query_of, refuse_parameters
from watchlist.api.bodies import fields_of
from watchlist.api.curation.access import HasEitherScope, as_problems, change_set_or_404, change_sets_with_status
from watchlist.api.curation.examples import BY_HAND, SUMMARY, WHOLE
from watchlist.api.curation.records import (
    ChangeSetQuery,
    ChangeSetRecord,
    ChangeSetSummary,
    HandMadeChangeSet,
    record_of,
    summary_of,
)
from watchlist.api.paging import newest_first, page_of
from watchlist.api.problem_records import problems
from watchlist.list_updates import approval
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.entry_facts import redraft

CURRENT_CHANGE_SET: Final = OpenApiExample("As it stands now", WHOLE, response_only=True)


class ChangeSets(Write):
    """The change sets."""

    scope = "propose_changes"

    def get_permissions(self) -> list[BasePermission]:
        """Return who may: either scope reads, and one brings."""
        return [HasEitherScope()] if self.request.method in SAFE_METHODS else [HasScope()]

    @extend_schema(
        operation_id="list_change_sets",
        tags=["change sets"],
        summary="List change sets, the newest first, with where each stands",
        parameters=[ChangeSetQuery],
        responses={200: page_of(ChangeSetSummary, "ChangeSetPage"), **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [SUMMARY], "next": None}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return a page of them."""
        query = query_of(ChangeSetQuery, request)
        rows = change_sets_with_status()
        if "state" in query:
            rows = rows.filter(state=query["state"])
        if "source" in query:
            rows = rows.filter(source__key=query["source"])
        return newest_first(request, rows, by="opened_at", limit=query["limit"], record=summary_of)

    @extend_schema(
        operation_id="open_change_set",
        tags=["change sets"],
        summary="Bring a change set by hand: it is your word, and another person decides",
        request=HandMadeChangeSet,
        responses={201: ChangeSetRecord, **problems(400, 401, 403, 409, 413, 415, 422, 429)},
        examples=[OpenApiExample("An addition", BY_HAND, request_only=True), CURRENT_CHANGE_SET],
    )
    def post(self, request: Request) -> Any:
        """Open it."""
        return self.write(request)

    def prepare(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """Return the validated fields of the body."""
        return fields_of(HandMadeChangeSet, request)

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Open it."""
        with as_problems():
            change_set = approval.open_by_hand(
                title=prepared["title"],
                changes=[_draft_of(change) for change in prepared["changes"]],
                actor=cast(User, request.user),
                note=prepared["note"],
            )
        place = {"Location": f"{request.path}{change_set.pk}/"}
        return Response(record_of(change_set_or_404(change_set.pk)), status=201, headers=place)


class OneChangeSet(Endpoint):
    """One change set."""

    scope = "propose_changes"
    permission_classes = [HasEitherScope]

    @extend_schema(
        operation_id="read_change_set",
        tags=["change sets"],
        summary="Read a change set: every revision, what was published, what is held, what the law would say",
        responses={200: ChangeSetRecord, **problems(400, 401, 403, 404, 429)},
        examples=[CURRENT_CHANGE_SET],
    )
    def get(self, request: Request, change_set_id: UUID) -> Response:
        """Return it whole."""
        refuse_parameters(request)
        return Response(record_of(change_set_or_404(change_set_id)))


def _draft_of(fields: dict[str, Any]) -> ChangeDraft:
    entries = (fields["entry"],) if "entry" in fields else ()
    draft = ChangeDraft(
        kind=fields["kind"], name=fields["name"], list_key=fields["list"], entries=entries, code=fields["code"]
    )
    return redraft(draft, fields["after"])
