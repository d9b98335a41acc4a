"""The tasks that a route lays on a case: each country whose law is not held whole is checked once for the shipment.

An answer is no judgement of a line: stored lines stay as they were answered, and ask nobody while their route alone
would. A country is open until a check that holds covers all goods of the shipment; a refusal is an answer that covers
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.cases.attachments import attach
from watchlist.cases.events import record_event
from watchlist.cases.models import Attachment, Case
from watchlist.cases.override_models import Obstacle, ObstacleKind
from watchlist.cases.rights import WORK, locked_open
from watchlist.engine import decision
from watchlist.engine.decision import NO_CHECKS, RouteChecks, country_name, gap_words, structure_of, task_answer
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.texts import capitalised
from watchlist.engine.vocabulary import RouteAnswer, RouteHeld, RouteResult
from watchlist.screenings import ScreenedLine, Screening, read_coverage, read_line, read_summary
from watchlist.screenings.route_checks import (
    CheckFacts,
    RouteCheck,
    check_shipment,
    checks_in_force,
    request_check,
)
from watchlist.temporal import last_tick

COVERING: Final = frozenset({RouteAnswer.COVERED, RouteAnswer.REFUSED})


@dataclass(frozen=True, slots=True)
class CountryTask:
    """A country of a case's route whose law is not held whole, and how far that was checked.

    `checks` hold today and on the last day of the shipment; `lines` are those of the shipment for review for their
    route alone.
    """

    country: str
    is_in_part: bool
    checks: tuple[decision.RecordedCheck, ...]
    answer: RouteAnswer
    lines: int

    @property
    def name(self) -> str:
        """Return the name of the country, as programs are told it."""
        return country_name(self.country)

    @property
    def words(self) -> str:
        """Return what is not held: "The law of Colombia is not held here"."""
        return capitalised(gap_words(self.country, is_in_part=self.is_in_part))

    @property
    def is_answered(self) -> bool:
        """Say whether it needs nobody: it is covered, or was refused."""
        return self.answer in COVERING

    @property
    def deciding(self) -> decision.RecordedCheck | None:
        """Return the check that its answer rests on: a refusal, else the first."""
        refused = (check for check in self.checks if check.result == RouteResult.REFUSED)
        return next(refused, self.checks[0] if self.checks else None)


def route_tasks_of(case: Case) -> list[CountryTask]:
    """Return the tasks that the route of a case's last screening lays on it, answered or not, in the route's order.

    None of an answer stored before routes were tasks: its lines are judged one by one.
    """
    return route_tasks_by_case([case])[case.pk]


def route_tasks_by_case(cases: Collection[Case]) -> dict[int, list[CountryTask]]:
    """Return the same of some cases, by their ids: what was checked is asked once for all."""
    with_gaps = [case for case in cases if case.screening.route_gaps]
    checks = _checks_of(with_gaps)
    return {case.pk: [] for case in cases} | {
        case.pk: [
            _task(
                case, task.country, checks[case.shipment], is_in_part=task.held == RouteHeld.IN_PART, lines=task.lines
            )
            for task in read_summary(case.screening.summary).route_tasks or ()
        ]
        for case in with_gaps
    }


def open_countries(cases: Iterable[Case]) -> Mapping[int, tuple[str, ...]]:
    """Return the codes of the countries that are to be checked, by the id of the case; few queries for many cases.

    One whose check is for certain substances alone counts as open.
    """
    rows = list(cases)
    screenings = Screening.objects.filter(pk__in={case.screening_id for case in rows}).exclude(route_gaps="")
    columns = screenings.filter(route_gaps__isnull=False).order_by().values_list("pk", "route_gaps", "coverage")
    with_gaps = {pk: (gaps.split(), coverage) for pk, gaps, coverage in columns}
    rows = [case for case in rows if case.screening_id in with_gaps]
    checks, found = _checks_of(rows), dict[int, tuple[str, ...]]()
    for case in rows:
        gaps, coverage = with_gaps[case.screening_id]
        in_force = {country: _that_hold(coverage, checks[case.shipment].get(country, ())) for country in gaps}
        if countries := tuple(country for country in gaps if task_answer(in_force[country]) not in COVERING):
            found[case.pk] = countries
    return found


@transaction.atomic
def check_route(
    *,
    case: Case,
    country: str,
    result: str,
    source: str,
    until: date,
    actor: User,
    permit_number: str = "",
    permit: tuple[str, bytes] | Attachment | None = None,
) -> RouteCheck:
    """Keep what one person checked of a country's law for the shipment of a case, and return it.

    `permit`: its file, by name and bytes, or one that the case keeps. Raises `CorrectTheQuestion` for a country that is
    no task of the case, what `attach` raises, and `CheckFacts.columns`.
    """
    person, locked = locked_open(case.pk, actor, WORK)
    _refuse_unless_task(locked, country)
    facts = _facts(locked, country, result, source, until, permit_number, permit, person)
    row = check_shipment(shipment=locked.shipment, facts=facts, actor=person)
    _record(locked, "check_route", row, person)
    return row


@transaction.atomic
def request_route_check(
    *,
    case: Case,
    country: str,
    result: str,
    source: str,
    until: date,
    actor: User,
    substances: Sequence[str] = (),
    permit_number: str = "",
    permit: tuple[str, bytes] | Attachment | None = None,
) -> RouteCheck:
    """Request that what was checked for a case hold for any shipment of some substances until a day; return it.

    A second officer agrees. Raises as `check_route`, and what `request_check` raises.
    """
    person, locked = locked_open(case.pk, actor, WORK)
    _refuse_unless_task(locked, country)
    facts = _facts(locked, country, result, source, until, permit_number, permit, person)
    row = request_check(facts=facts, substances=substances, actor=person)
    _record(locked, "ask_route_check", row, person)
    return row


def route_obstacles(case: Case) -> list[Obstacle]:
    """Return what stands in the way of a release: countries that nobody checked, and those that were refused."""
    return list(map(_obstacle, uncovered(route_tasks_of(case))))


def uncovered(tasks: Iterable[CountryTask]) -> list[CountryTask]:
    """Return the countries that stop a release: those that nobody checked for all goods, and those refused."""
    return [task for task in tasks if task.answer != RouteAnswer.COVERED]


def _obstacle(task: CountryTask) -> Obstacle:
    return Obstacle(kind=ObstacleKind.ROUTE, text=_obstacle_text(task), country=task.country)


def _obstacle_text(task: CountryTask) -> str:
    check = task.deciding
    if task.answer == RouteAnswer.REFUSED and check:
        return f"{task.words}: {check.words}."
    if task.answer == RouteAnswer.SOME_GOODS:
        return f"{task.words}, and what was checked is not for all goods of the shipment."
    return f"{task.words}, and nobody has checked it for this shipment."


def _task(case: Case, country: str, checks: RouteChecks, *, is_in_part: bool, lines: int) -> CountryTask:
    checks_held = _that_hold(case.screening.coverage, checks.get(country, ()))
    answer = task_answer(checks_held)
    if answer == RouteAnswer.SOME_GOODS and _are_all_covered(case, checks_held):
        answer = RouteAnswer.COVERED
    return CountryTask(country, is_in_part, checks_held, answer, lines)


def _checks_of(cases: Sequence[Case]) -> Mapping[str, RouteChecks]:
    checks = checks_in_force([case.shipment for case in cases], last_tick()) if cases else {}
    return {case.shipment: checks.get(case.shipment, NO_CHECKS) for case in cases}


def _that_hold(coverage: str, checks: Iterable[decision.RecordedCheck]) -> tuple[decision.RecordedCheck, ...]:
    """Return the checks that hold today, and on the last day on which law was asked by the coverage of a shipment."""
    today = datetime.now(UTC).date()
    last = read_coverage(coverage).as_of_range[1]
    return tuple(check for check in checks if check.holds(last, today))


def _are_all_covered(case: Case, checks: Sequence[decision.RecordedCheck]) -> bool:
    """Say whether each line of a shipment is of goods that one of some checks is for."""
    lines = ScreenedLine.objects.filter(screening=case.screening_id)
    seen = set[int]()
    for item, record in lines.order_by("pk").values_list("line__item", "record").iterator(chunk_size=500):
        if item in seen:
            continue
        seen.add(item)
        goods = frozenset(structure_of(read) for read in read_line(record).resolution)
        if not any(check.is_for(goods) for check in checks):
            return False
    return True


def _refuse_unless_task(case: Case, country: str) -> None:
    if country not in (case.screening.route_gaps or "").split():
        raise CorrectTheQuestion(_("The law of %(country)s is no task of this shipment."), country=country)


def _facts(  # noqa: PLR0917 - what the two verbs share
    case: Case,
    country: str,
    result: str,
    source: str,
    until: date,
    permit_number: str,
    permit: tuple[str, bytes] | Attachment | None,
    person: User,
) -> CheckFacts:
    """Return the facts of a check; its permit is a file that the case keeps from now on."""
    if result != RouteResult.PERMIT:
        return CheckFacts(country, result, source, until)
    if isinstance(permit, tuple):
        permit = attach(case=case, name=permit[0], content=permit[1], actor=person)
    # A file of a report would tell of one: it is no permit.
    if permit is not None and (permit.case_id != case.pk or permit.restricted):
        raise CorrectTheQuestion(_("The permit is a file of this case."))
    sha256, kept_by = (permit.sha256, case.pk) if permit else ("", None)
    return CheckFacts(country, result, source, until, permit_number, sha256, kept_by)


def _record(case: Case, verb: str, row: RouteCheck, person: User) -> None:
    facts = {"check": str(row), "country": country_name(row.country), "result": row.result, "until": row.until}
    record_event(case, verb, person.get_username(), text=row.note, facts=facts)
