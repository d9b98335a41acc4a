"""Who may call for change sets, how one is found, and refusals of the verbs as problems."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.views import APIView

from watchlist import errors
from watchlist.access import Token
from watchlist.api.base import HasScope
from watchlist.api.problems import raising_problems
from watchlist.engine.errors import CorrectTheData, WatchlistError
from watchlist.list_updates import ChangeSet, CheckTheRecord, ClaimReviewFirst, DecideOnTheLatest, Revision, with_state

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
        """Say yes, or refuse and name a scope."""
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


def as_problems() -> AbstractContextManager[None]:
    """Raise refusals of the verbs as problems."""
    return raising_problems(PROBLEMS)
