"""Change sets: read, brought by hand, taken up, edited, decided on and remarked on. Two people, here as everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from watchlist.access.models import Token
from watchlist.api.base import Endpoint, HasScope, Write, asked
from watchlist.api.change_examples import AFTER, BY_HAND, SUMMARY, WHOLE
from watchlist.api.change_records import (
    ChangeSetQuery,
    ChangeSetRecord,
    ChangeSetSummary,
    Deciding,
    Edit,
    HandMadeChangeSet,
    Remark,
    TakingUp,
    record_of,
    summary_of,
)
from watchlist.api.paging import newest_first, page_of
from watchlist.api.problem_records import problems
from watchlist.api.problems import Refused
from watchlist.errors import CorrectTheData, WatchlistError
from watchlist.sources import approval, approval_errors
from watchlist.sources.change_models import Change, ChangeSet, Revision
from watchlist.sources.drafting import Drafted
from watchlist.sources.held import restated
from watchlist.sources.standing import with_standing

EITHER: Final = ("propose_changes", "approve_changes")
PROBLEMS: Final[tuple[tuple[type[WatchlistError], str], ...]] = (
    (approval_errors.AskForTheRight, "not-allowed"),
    (approval_errors.AskAnotherPerson, "ask-another-person"),
    (approval_errors.TakeItUpFirst, "take-it-up-first"),
    (approval_errors.DecideOnTheLatest, "decide-on-the-latest"),
    (approval_errors.LookAgain, "look-again"),
    (approval_errors.SayWhy, "say-why"),
    (approval_errors.CheckTheRecord, "record-not-intact"),
    (CorrectTheData, "change-not-fit"),
)
WRITTEN: Final = {201: ChangeSetRecord, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)}
SHOWN: Final = OpenApiExample("As it stands now", WHOLE, response_only=True)


class OneOfBoth(HasScope):
    """For a token with either scope of curators: who decides reads what is proposed, and the other way round."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Say yes, or refuse and name a scope."""
        if isinstance(request.auth, Token) and any(request.auth.may(scope) for scope in EITHER):
            return True
        return super().has_permission(request, view)


class _Verb(Write):
    """A verb of a change set: its form is read, then carried out, and the set is shown as it stands then."""

    scope = "propose_changes"
    form: type[serializers.Serializer[Any]]

    def prepare(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """Return what was sent."""
        form = self.form(data=request.data)
        form.is_valid(raise_exception=True)
        said: dict[str, Any] = form.validated_data
        return said

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Carry it out."""
        change_set = _held(kwargs["change_set_id"])
        with _as_problems():
            self.carry_out(change_set, cast(User, request.user), prepared)
        return Response(record_of(_one(change_set.pk)), status=201)

    def carry_out(self, change_set: ChangeSet, actor: User, said: dict[str, Any]) -> None:
        """Do what the verb does."""
        raise NotImplementedError


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
        rows = _standing()
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
        form = HandMadeChangeSet(data=request.data)
        form.is_valid(raise_exception=True)
        said: dict[str, Any] = form.validated_data
        return said

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Open it."""
        with _as_problems():
            change_set = approval.open_by_hand(
                title=prepared["title"],
                changes=[_drafted(one) for one in prepared["changes"]],
                actor=cast(User, request.user),
                note=prepared["note"],
            )
        place = {"Location": f"{request.path}{change_set.pk}/"}
        return Response(record_of(_one(change_set.pk)), status=201, headers=place)


class OneChangeSet(Endpoint):
    """One change set."""

    scope = "propose_changes"
    permission_classes = [OneOfBoth]

    @extend_schema(
        operation_id="read_change_set",
        tags=["change sets"],
        summary="Read a change set: every revision, what was published, what is held, what the law would say",
        responses={200: ChangeSetRecord, **problems(401, 403, 404, 429)},
        examples=[SHOWN],
    )
    def get(self, request: Request, change_set_id: UUID) -> Response:
        """Return it whole."""
        return Response(record_of(_one(change_set_id)))


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


def _standing() -> QuerySet[Any]:
    last = Revision.objects.filter(change_set=OuterRef("pk"), number=OuterRef("last"))
    rows = with_standing(ChangeSet.objects.select_related("source", "base", "edition"))
    named: QuerySet[Any] = rows.annotate(proposer=Subquery(last.values("proposed_by__username")))
    return named


def _one(key: UUID) -> Any:
    row = _standing().filter(pk=key).first()
    if row is None:
        raise NotFound
    return row


def _held(key: UUID) -> ChangeSet:
    change_set: ChangeSet = _one(key)
    return change_set


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


def _drafted(said: dict[str, Any]) -> Drafted:
    entries = (said["entry"],) if "entry" in said else ()
    draft = Drafted(kind=said["kind"], name=said["name"], list_key=said["list"], entries=entries, code=said["code"])
    return restated(draft, said["after"])


@contextmanager
def _as_problems() -> Iterator[None]:
    """Tell what the verbs refuse as problems."""
    try:
        yield
    except WatchlistError as error:
        for kind, key in PROBLEMS:
            if isinstance(error, kind):
                raise Refused(key, str(error)) from error
        raise
