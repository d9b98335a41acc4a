"""Which cases need somebody now, in the order in which the law asks: by action, by concern, then by deadline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Case as Choice, F, Q, QuerySet, Value, When

from watchlist.cases.correcting import corrections_waiting
from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import AWAITING, ON_HOLD, Case, CaseQuerySet
from watchlist.cases.question_models import ShipperQuestion
from watchlist.engine.decision import ACTIONS, SEVERITIES
from watchlist.screenings.route_checks import RouteCheck
from watchlist.screenings.suppressions import Determination, Suppression

WAITING_STATES: Final = (ON_HOLD, AWAITING)
"""Not told apart: who may not know of a report must find its case where a case on hold would be."""


@dataclass(frozen=True, slots=True)
class WorklistFigures:
    """What waits for one person; `latest` is the case that is overdue for longest."""

    to_judge: int
    as_second: int
    overdue: int
    latest: Case | None
    questions_awaited: int
    questions_overdue: int


def rank_of(field: str, order: Iterable[str]) -> Choice:
    """Return the rank of a column's word in an order, for sorting."""
    words = [*order]
    return Choice(*(When(**{field: word}, then=Value(at)) for at, word in enumerate(words)), default=Value(len(words)))


def overdue(cases: CaseQuerySet, today: date) -> CaseQuerySet:
    """Return the cases with a deadline of the law that is past, closed or not: a duty outlives the shipment."""
    return cases.filter(due_on__lt=today)


def cases_to_judge(cases: CaseQuerySet) -> CaseQuerySet:
    """Return the open cases with a line that nobody has judged."""
    return cases.open().filter(lines_for_people__gt=F("lines_judged") + F("lines_waiting"))


def mine_or_unassigned(cases: CaseQuerySet, person: User) -> CaseQuerySet:
    """Return the cases of a person, and the unassigned ones."""
    return cases.filter(Q(assignee=person) | Q(assignee__isnull=True))


def in_order(cases: CaseQuerySet, person: User) -> CaseQuerySet:
    """Return cases in the order of work: mine and unassigned first, on hold last; then by action, concern, deadline.

    `WAITING_STATES` are one rank: the order must not tell a report from a case on hold.
    """
    of_others = Choice(When(Q(assignee=person) | Q(assignee__isnull=True), then=Value(0)), default=Value(1))
    waiting_last = Choice(When(state__in=WAITING_STATES, then=Value(1)), default=Value(0))
    return cases.order_by(
        of_others,
        waiting_last,
        rank_of("action", ACTIONS),
        F("concern_place").asc(nulls_last=True),
        F("due_on").asc(nulls_last=True),
        rank_of("severity", SEVERITIES),
        "pk",
    )


def next_cases(person: User, today: date, opened: Iterable[int] = ()) -> CaseQuerySet:
    """Return the cases that a person should work on next.

    A case of everyday lines alone is left to the rows of equal lines, but for those that were `opened` there.
    """
    wanted = Case.objects.awake(today).filter(~Q(everyday=True) | Q(pk__in=list(opened)))
    return in_order(wanted, person).select_related("assignee")


def for_second(person: User) -> tuple[QuerySet[Any], ...]:
    """Return what this person may answer as the second: requests on shipments, rulings, route checks, corrections."""
    rulings = (model.objects.for_second(person).order_by() for model in (Suppression, Determination, RouteCheck))
    corrections = corrections_waiting().exclude(asked_by=person).order_by()
    return (Referral.objects.for_second(person).requests(), *rulings, corrections)


def figures(person: User, today: date) -> WorklistFigures:
    """Return the numbers of what waits for a person."""
    ours = mine_or_unassigned(Case.objects.awake(today), person)
    late = overdue(Case.objects.all(), today)
    first, *others = (rows.order_by().values("pk") for rows in for_second(person))
    return WorklistFigures(
        to_judge=cases_to_judge(ours).count(),
        as_second=first.union(*others, all=True).count(),
        overdue=late.count(),
        latest=late.order_by("due_on", "pk").first(),
        questions_awaited=ShipperQuestion.objects.awaited().count(),
        questions_overdue=ShipperQuestion.objects.overdue(today).count(),
    )
