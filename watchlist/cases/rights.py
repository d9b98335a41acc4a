"""The rights that the verbs of cases ask for, and what a person who may not know of reports sees."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import AnonymousUser

from watchlist import access
from watchlist.access import User, permitted
from watchlist.cases.models import AWAITING, ON_HOLD, Case

WORK: Final = access.WORK
SECOND: Final = access.SECOND
REPORT: Final = "watchlist.report_cases"
VIEW: Final = "watchlist.view_case"
REVIEW: Final = "watchlist.review_cases"
SEE_REPORTS: Final = "watchlist.view_authorityreport"


def sees_reports(user: User | AnonymousUser) -> bool:
    """Say whether a person may know which shipments were reported: a compliance lead, or an auditor."""
    return permitted(user, SEE_REPORTS)


def visible_state(case: Case, user: User | AnonymousUser) -> str:
    """Return the state of a case as this person may see it: `on_hold` to who may not know of reports."""
    return ON_HOLD if case.state == AWAITING and not sees_reports(user) else case.state
