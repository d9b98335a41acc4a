"""Change sets: who may call for them; listed, read, brought by hand, and claimed, edited, decided on, commented on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, cast
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from watchlist import errors
from watchlist.access import Token
from watchlist.api.base import Get, HasScope, answer_example, page_example, sent
from watchlist.api.bodies import Body
from watchlist.api.curation.records import (
    AFTER,
    BY_HAND,
    SUMMARY,
    WHOLE,
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
from watchlist.api.paging import filtered, newest_first, page_of
from watchlist.api.problems import raising_problems
from watchlist.api.writing import Write
from watchlist.engine.errors import CorrectTheData, WatchlistError
from watchlist.list_updates import (
    Change,
    ChangeDraft,
    ChangeSet,
    CheckTheRecord,
    ClaimReviewFirst,
    DecideOnTheLatest,
    Revision,
    approve,
    claim_review,
    comment,
    edit,
    open_by_hand,
    redraft,
    reject,
    with_state,
)

EITHER: Final = ("propose_changes", "approve_changes")
PROBLEMS: Final[tuple[tuple[type[WatchlistError], str], ...]] = (
    (errors.AskForTheRight, "not-allowed"),
    (errors.AskAnotherPerson, "ask-another-person"),
    (ClaimReviewFirst, "take-it-up-first"),
    (DecideOnTheLatest, "decide-on-the-latest"),
    (errors.LookAgain, "look-again"),
    (errors.SayWhy, "say-why"),
    (CheckTheRecord, "record-not-intact"),
    (CorrectTheData, "change-not-fit"),
)


class HasEitherScope(HasScope):
    """For a token with either scope of curators: who decides reads what is proposed, and the other way round."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if isinstance(request.auth, Token) and any(request.auth.may(scope) for scope in EITHER):
            return True
        return super().has_permission(request, view)


def change_sets_with_status() -> QuerySet[Any]:
    """Return the change sets as `change_records` shows them: with its state, and who proposed its last revision."""
    last = Revision.objects.filter(change_set=OuterRef("pk")).order_by("-number")
    rows = with_state(ChangeSet.objects.select_related("source", "base", "edition"))
    named: QuerySet[Any] = rows.annotate(proposer=Subquery(last.values("proposed_by__username")[:1]))
    return named


def change_set_or_404(key: UUID) -> Any:
    """Return a change set with its state and proposer. Raises `Http404`."""
    return get_object_or_404(change_sets_with_status(), pk=key)


as_problems = partial(raising_problems, PROBLEMS)
"""Raises refusals of the verbs as problems."""


CURRENT_CHANGE_SET: Final = answer_example("As it stands now", WHOLE)

_reads = partial(Get, tag="change sets", scope="propose_changes", rights=(HasEitherScope,))


@_reads(
    summary="List change sets, the newest first, with where each stands",
    query=ChangeSetQuery,
    returns=page_of(ChangeSetSummary, "ChangeSetPage"),
    examples=[page_example(SUMMARY)],
)
def list_change_sets(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them."""
    rows = filtered(change_sets_with_status(), query, state="state", source="source__key")
    return newest_first(request, rows, by="opened_at", limit=query["limit"], record=summary_of)


@_reads(
    summary="Read a change set: every revision, what was published, what is held, what the law would say",
    returns=ChangeSetRecord,
    examples=[CURRENT_CHANGE_SET],
)
def read_change_set(request: Request, change_set_id: UUID) -> Response:
    """Return it whole."""
    return Response(record_of(change_set_or_404(change_set_id)))


@Write(
    tag="change sets",
    summary="Bring a change set by hand: it is your word, and another person decides",
    scope="propose_changes",
    body=HandMadeChangeSet,
    returns={201: ChangeSetRecord},
    examples=[sent("An addition", BY_HAND), CURRENT_CHANGE_SET],
)
def open_change_set(request: Request, fields: dict[str, Any]) -> Response:
    """Open it."""
    with as_problems():
        change_set = open_by_hand(
            title=fields["title"],
            changes=[_draft_of(change) for change in fields["changes"]],
            actor=cast(User, request.user),
            note=fields["note"],
        )
    place = {"Location": f"{request.path}{change_set.pk}/"}
    return Response(record_of(change_set_or_404(change_set.pk)), status=201, headers=place)


def _edit(*, change_set: ChangeSet, actor: User, change: int, after: Any, note: str) -> None:
    (row,) = _changes(change_set, [change])
    edit(change=row, after=after, actor=actor, note=note)


def _decide(*, change_set: ChangeSet, actor: User, accept: bool, changes: Sequence[int], reason: str) -> None:
    verb = approve if accept else reject
    verb(changes=_changes(change_set, changes), actor=actor, reason=reason)


def _comment(*, change_set: ChangeSet, actor: User, text: str, change: int | None = None) -> None:
    row = None if change is None else _changes(change_set, [change])[0]
    comment(change_set=change_set, actor=actor, text=text, change=row)


def _row(
    operation: str,
    verb: Callable[..., Any],
    body: type[Body],
    summary: str,
    description: str,
    *examples: OpenApiExample,
    scope: str = "propose_changes",
    right: type[BasePermission] = HasScope,
) -> Write:
    """Return the row of a verb that takes the fields of its body by name, and is answered with the change set."""

    def run(request: Request, fields: dict[str, Any], change_set_id: UUID) -> Response:
        with as_problems():
            verb(change_set=change_set_or_404(change_set_id), actor=cast(User, request.user), **fields)
        return Response(record_of(change_set_or_404(change_set_id)), status=201)

    return Write(
        id=operation,
        tag="change sets",
        summary=summary,
        description=description,
        run=run,
        scope=scope,
        rights=(right,),
        body=body,
        returns={201: ChangeSetRecord},
        examples=[*examples, CURRENT_CHANGE_SET],
    )


CHANGE_SET_VERBS: Final = {
    "take-up": _row(
        "take_up_change_set",
        claim_review,
        TakingUp,
        "Make what the machine proposed your own word, for another person to decide on",
        "Take it up.",
        sent("Read", {"note": "Read against the Gazette."}),
    ),
    "revisions": _row(
        "edit_change",
        _edit,
        Edit,
        "Say of one change what the law would say instead; the new revision is your word",
        "Revise it.",
        sent("Another day", {"change": 17, "after": AFTER, "note": ""}),
    ),
    "decisions": _row(
        "decide_on_changes",
        _decide,
        Deciding,
        "Accept or reject changes that another person proposed",
        "Nobody decides on what he proposed or wrote. A set is applied once all of it is decided on.",
        sent("Accept", {"accept": True, "changes": [17], "reason": ""}),
        sent("Reject", {"accept": False, "changes": [17], "reason": "A misprint."}),
        scope="approve_changes",
    ),
    "comments": _row(
        "comment_on_change_set",
        _comment,
        Remark,
        "Remark something on a change set, or on one change of it",
        "Remark it.",
        sent("Of a change", {"text": "Item 36, and no other.", "change": 17}),
        right=HasEitherScope,
    ),
}
"""By the last part of the address."""


def _draft_of(fields: dict[str, Any]) -> ChangeDraft:
    entries = (fields["entry"],) if "entry" in fields else ()
    draft = ChangeDraft(
        kind=fields["kind"], name=fields["name"], list_key=fields["list"], entries=entries, code=fields["code"]
    )
    return redraft(draft, fields["after"])


def _changes(change_set: ChangeSet, ids: Sequence[int]) -> list[Change]:
    rows = Change.objects.filter(pk__in=ids, revision__change_set=change_set).select_related("revision__change_set")
    found = {row.pk: row for row in rows}
    if missing := sorted(set(ids) - found.keys()):
        names = ", ".join(map(str, missing[:10]))
        raise ValidationError({"changes": f"No changes of this change set: {names}."})
    return [found[key] for key in dict.fromkeys(ids)]
