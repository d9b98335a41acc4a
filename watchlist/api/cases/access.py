"""Who may call for cases, how one is found, and refusals of the verbs as problems.

The API says `on_hold` of a case that awaits an authority, whoever asks: a program hands on what it is told, and to let
a report be known is an offence in places (SOR/2002-359 s. 86(4)).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ClassVar, Final, cast

from django.contrib.auth.models import User
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from watchlist import errors
from watchlist.access import Token, permitted
from watchlist.api.base import Get, Run
from watchlist.api.problems import ApiProblem, raising_problems
from watchlist.api.writing import Write
from watchlist.authorisations import VIEW_AUTHORISATIONS as VIEW_REGISTER, NameAnotherAuthorisation
from watchlist.cases import (
    AWAITING,
    CLOSED,
    INVESTIGATING,
    ON_HOLD,
    PENDING,
    VIEW,
    AskTheLead,
    Case,
    ConfirmTheOverride,
    DecideByLine,
    GiveAReasonThatFits,
    JudgeFirst,
    JudgeWhatIsThere,
    MeetOrOverride,
    NameTheAuthorisation,
    ReopenFirst,
    WaitForTheSecond,
)
from watchlist.engine.errors import WatchlistError

READING: Final = "review_cases"
WORKING: Final = "work_cases"
PUBLIC_STATES: Final = (PENDING, INVESTIGATING, ON_HOLD, CLOSED)
STORED_STATES: Final = {ON_HOLD: (ON_HOLD, AWAITING)}
"""The stored states behind a public one."""
NUMBER: Final = re.compile(r"C-([0-9]{4,18})")
PROBLEMS: Final[tuple[tuple[type[WatchlistError], str], ...]] = (
    (errors.AskForTheRight, "not-allowed"),
    (errors.AskAnotherPerson, "ask-another-person"),
    (errors.LookAgain, "look-again"),
    (errors.SayWhy, "say-why"),
    (AskTheLead, "ask-the-lead"),
    (ReopenFirst, "reopen-first"),
    (JudgeFirst, "judge-first"),
    (WaitForTheSecond, "wait-for-the-second"),
    (GiveAReasonThatFits, "dismiss-as-wrong-identification"),
    (JudgeWhatIsThere, "judge-what-is-there"),
    (DecideByLine, "decide-by-line"),
    (MeetOrOverride, "meet-or-override"),
    (ConfirmTheOverride, "confirm-the-override"),
    (NameTheAuthorisation, "name-the-authorisation"),
    (NameAnotherAuthorisation, "name-another-authorisation"),
)


class MayReadCases(BasePermission):
    """Only for a token that reads cases, of a user who may see them."""

    right: ClassVar[str] = VIEW
    what: ClassVar[str] = "cases"

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.auth, Token):
            return False
        if not (request.auth.may(READING) and permitted(request.user, self.right)):
            raise ApiProblem(
                "scope-missing", f"This needs a token with the scope “{READING}”, of a user who may see {self.what}."
            )
        return True


case_read = partial(Get, tag="cases", scope=READING, rights=(MayReadCases,))
"""Makes the row of a call that reads cases."""
case_write = partial(Write, tag="cases", scope=WORKING)
"""Makes the row of a call that works on a case."""


class MayReadRegister(MayReadCases):
    """Only for a token that reads cases, of a user who may see authorisations."""

    right = VIEW_REGISTER
    what = "authorisations"


def on_a_case(verb: Callable[[Case, User, dict[str, Any]], Response]) -> Run:
    """Return a verb as a row of the API runs it: the case is found by its number, and refusals are problems."""

    @wraps(verb)
    def run(request: Request, fields: dict[str, Any], number: str) -> Response:
        with as_problems():
            return verb(case_numbered(number), cast(User, request.user), fields)

    return run


def cases_with_related() -> QuerySet[Case]:
    """Return cases with the rows that their records need."""
    rows: QuerySet[Case] = Case.objects.select_related("assignee", "disposition")
    return rows


def case_numbered(number: str) -> Case:
    """Return the case with a number, as C-0412. Raises `NotFound`."""
    case = cases_with_related().filter(pk=case_key(number)).first()
    if case is None or case.number != number:
        raise NotFound
    return case


def case_key(number: str) -> int:
    """Return the key that a case with a number would have; 0, which none has, of what is no number of a case."""
    found = NUMBER.fullmatch(number)
    return int(found[1]) if found else 0


as_problems = partial(raising_problems, PROBLEMS)
"""Raises refusals of the verbs as problems."""
