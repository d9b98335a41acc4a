"""What first stands in the way of each of some cases: the head of `obstacles_of`, by few queries for many cases.

Of a release that names no document, of all lines without a final word. It has no lines and no sentence, and does not
say whether a document on file is used up: so it tells nothing of judgements and of the register.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from watchlist.cases.duties import DutyStatus, in_order_of_work, statuses_of
from watchlist.cases.line_disposition_models import HELD, LineDisposition
from watchlist.cases.models import Case, CaseLookBack, CaseScreening, Duty
from watchlist.cases.override_models import ASKS_DOCUMENT, Obstacle, ObstacleKind
from watchlist.cases.release_gate import A_DRUG, DRUG_HELD, gating, is_in_the_way, standing_hits_of
from watchlist.cases.route_tasks import route_tasks_by_case, uncovered
from watchlist.engine.vocabulary import LEGAL, Action
from watchlist.screenings import Hit, Screening


@dataclass(frozen=True, slots=True)
class _LeftFindings:
    """The findings that nobody dismissed, of lines without a final word, by case: lists of law, and held drugs.

    `all_laid` are the cases of which a look-back came after the last screening, or that one opened: what it found is no
    hit, so every duty is laid still.
    """

    lists: frozenset[tuple[int, str]]
    with_drugs: frozenset[int]
    all_laid: frozenset[int]

    def lay(self, status: DutyStatus) -> bool:
        """Say whether a finding lays a duty still."""
        duty = status.duty
        return duty.case_id in self.all_laid or (duty.case_id, duty.list_key) in self.lists


def first_obstacles(cases: Collection[Case]) -> dict[int, Obstacle]:
    """Return what first stands in the way of a release of each of some cases, by id; one with nothing is left out."""
    findings = _left_findings(cases)
    found = _of_duties(cases, findings)
    drug = Obstacle(kind=ObstacleKind.DOCUMENT, text=A_DRUG)
    for key in findings.with_drugs:
        if key not in found or found[key].kind not in ASKS_DOCUMENT:
            found[key] = drug
    return found | _of_routes([case for case in cases if case.pk not in found])


def is_untouched(case: Case) -> bool:
    """Say whether nothing happened in a case since a screening opened it, but what few may know of."""
    return case.changed_at == case.opened_at and bool(case.lines_for_people)


def _left_findings(cases: Collection[Case]) -> _LeftFindings:
    """Return them; what people said is read only of cases that somebody touched."""
    touched = [case.pk for case in cases if not is_untouched(case)]
    case_of = {case.screening_id: case.pk for case in cases}
    lists, with_drugs = set[tuple[int, str]](), set[int]()
    hits = _left_hits(case_of, touched).filter(Q(tier__in=LEGAL) | DRUG_HELD).order_by()
    for screening, key, tier in hits.values_list("screened_line__screening", "list_key", "tier").distinct():
        if tier in LEGAL:
            lists.add((case_of[screening], key))
        else:
            with_drugs.add(case_of[screening])
    return _LeftFindings(frozenset(lists), frozenset(with_drugs), _looked_back_on(touched))


def _left_hits(screenings: Collection[UUID], touched: Collection[int]) -> QuerySet[Hit]:
    if not touched:
        return Hit.objects.filter(screened_line__screening__in=screenings)
    final = LineDisposition.objects.current_of(touched).exclude(word=HELD)
    return standing_hits_of(screenings).exclude(screened_line__in=final.values("screened_line"))


def _looked_back_on(cases: Collection[int]) -> frozenset[int]:
    """Return the cases of which a look-back came after the last screening, or with it: that opened the case."""
    last = CaseScreening.objects.filter(case=OuterRef("case"), screening=OuterRef("case__screening"))
    later = CaseLookBack.objects.filter(case__in=cases, at__gte=Subquery(last.values("at")[:1]))
    return frozenset(later.order_by().values_list("case", flat=True)) if cases else frozenset()


def _of_duties(cases: Iterable[Case], findings: _LeftFindings) -> dict[int, Obstacle]:
    """Return the first duty of each case that is in the way: one that asks a document before any other."""
    duties = Duty.objects.filter(case__in=[case.pk for case in cases]).order_by("case", "pk")
    found = dict[int, Obstacle]()
    for key, of_case in groupby(statuses_of(duties), key=lambda status: status.duty.case_id):
        statuses = gating(in_order_of_work(of_case))
        obstacles = [_of_duty(status) for status in statuses if findings.lay(status) and is_in_the_way(status)]
        for first in sorted(obstacles, key=lambda obstacle: obstacle.kind not in ASKS_DOCUMENT)[:1]:
            found[key] = first
    return found


def _of_duty(status: DutyStatus) -> Obstacle:
    duty = status.duty
    return Obstacle(
        kind=ObstacleKind.DOCUMENT if duty.action == Action.AUTHORISE else ObstacleKind.DUTY,
        text=duty.text,
        list=duty.list_key,
        citation=duty.citation,
        due_on=status.due_on,
        duty=duty.pk,
    )


def _of_routes(cases: Collection[Case]) -> dict[int, Obstacle]:
    """Return the first country of each case that nobody checked for all its goods, or that was refused."""
    screenings = Screening.objects.filter(pk__in={case.screening_id for case in cases}).exclude(route_gaps="")
    with_gaps = screenings.filter(route_gaps__isnull=False).in_bulk() if cases else {}
    rows = [case for case in cases if case.screening_id in with_gaps]
    for case in rows:
        case.screening = with_gaps[case.screening_id]
    return {
        key: Obstacle(kind=ObstacleKind.ROUTE, text=tasks[0].words, country=tasks[0].country)
        for key, every in route_tasks_by_case(rows).items()
        if (tasks := uncovered(every))
    }
