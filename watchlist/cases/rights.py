"""The rights and the lock that the verbs of cases ask for, and what a person who may not know of reports sees."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import AnonymousUser, User
from django.utils.translation import gettext_lazy as _

from watchlist import access
from watchlist.access import permitted, person_with_right
from watchlist.cases.errors import ReopenFirst
from watchlist.cases.models import AWAITING, CLOSED, ON_HOLD, Case

WORK: Final = access.WORK
SECOND: Final = access.SECOND
REPORT: Final = "watchlist.report_cases"
VIEW: Final = "watchlist.view_case"
REVIEW: Final = "watchlist.review_cases"
SEE_REPORTS: Final = "watchlist.view_authorityreport"


def locked_for(case: int, actor: User, *rights: str) -> tuple[User, Case]:
    """Return the person, who has one of some rights, and the case with an id, locked. Raises `AskForTheRight`."""
    person = person_with_right(actor, *rights)
    return person, Case.objects.select_for_update().get(pk=case)


def locked_open(case: int, actor: User, *rights: str) -> tuple[User, Case]:
    """Return the same of a case that is open. Raises `ReopenFirst`."""
    person, locked = locked_for(case, actor, *rights)
    if locked.state == CLOSED:
        raise ReopenFirst(_("%(held)s is closed: reopen it first."), held=locked)
    return person, locked


def sees_reports(user: User | AnonymousUser) -> bool:
    """Say whether a person may know which shipments were reported: a compliance lead, or an auditor."""
    return permitted(user, SEE_REPORTS)


def visible_state(case: Case, user: User | AnonymousUser) -> str:
    """Return the state of a case as this person may see it: `on_hold` to who may not know of reports."""
    return ON_HOLD if case.state == AWAITING and not sees_reports(user) else case.state


def public_state(case: Case) -> str:
    """Return the state of a case as programs read it, whoever asks: one that awaits an authority is `on_hold`."""
    return ON_HOLD if case.state == AWAITING else case.state
