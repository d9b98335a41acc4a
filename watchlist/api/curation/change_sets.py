"""Change sets: listed, read, and brought by hand."""

from __future__ import annotations

from typing import Any, Final, cast
from uuid import UUID

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint, HasScope, Write, asked, refuse_parameters
from watchlist.api.bodies import fields_of
from watchlist.api.curation.access import OneOfBoth, as_problems, one_set, standing_sets
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
from watchlist.list_updates.drafting import Drafted
from watchlist.list_updates.held import restated

SHOWN: Final = OpenApiExample("As it stands now", WHOLE, response_only=True)


class ChangeSets(Write):
    """The change sets."""

    scope = "propose_changes"

    def get_permissions(self) -> list[BasePermission]:
        """Return who may: either scope reads, and one brings."""
        return [OneOfBoth()] if self.request.method in SAFE_METHODS else [HasScope()]

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
        query = asked(ChangeSetQuery, request)
        rows = standing_sets()
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
        examples=[OpenApiExample("An addition", BY_HAND, request_only=True), SHOWN],
    )
    def post(self, request: Request) -> Any:
        """Open it."""
        return self.write(request)

    def prepare(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """Return what was sent."""
        return fields_of(HandMadeChangeSet, request)

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Open it."""
        with as_problems():
            change_set = approval.open_by_hand(
                title=prepared["title"],
                changes=[_drafted(one) for one in prepared["changes"]],
                actor=cast(User, request.user),
                note=prepared["note"],
            )
        place = {"Location": f"{request.path}{change_set.pk}/"}
        return Response(record_of(one_set(change_set.pk)), status=201, headers=place)


class OneChangeSet(Endpoint):
    """One change set."""

    scope = "propose_changes"
    permission_classes = [OneOfBoth]

    @extend_schema(
        operation_id="read_change_set",
        tags=["change sets"],
        summary="Read a change set: every revision, what was published, what is held, what the law would say",
        responses={200: ChangeSetRecord, **problems(400, 401, 403, 404, 429)},
        examples=[SHOWN],
    )
    def get(self, request: Request, change_set_id: UUID) -> Response:
        """Return it whole."""
        refuse_parameters(request)
        return Response(record_of(one_set(change_set_id)))


def _drafted(said: dict[str, Any]) -> Drafted:
    entries = (said["entry"],) if "entry" in said else ()
    draft = Drafted(kind=said["kind"], name=said["name"], list_key=said["list"], entries=entries, code=said["code"])
    return restated(draft, said["after"])
