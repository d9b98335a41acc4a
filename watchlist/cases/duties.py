"""The duties of a case: written when a hit is, ticked and moved by people, and the deadline that they make.

A duty outlives the case's end: a declaration is due after the goods have left. None is ever deleted; one that does not
apply is ticked, with a note that says why.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from watchlist.cases.events import record_event
from watchlist.cases.models import Case, Duty, DutyStep
from watchlist.cases.obligations import (
    ShipmentDays,
    ShipmentDuty,
    findings_of_answer,
    findings_of_look_back,
    findings_with_duties,
    shipment_duties,
)
from watchlist.cases.rights import WORK, locked_for
from watchlist.engine.answer import Answer, Finding
from watchlist.engine.decision import duty_rank
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law import CompiledLaw, contingent_phrases, is_due_before_moving
from watchlist.engine.vocabulary import Action
from watchlist.errors import LookAgain, SayWhy
from watchlist.law_store import law_at, law_known_at
from watchlist.screenings import Screening, batches, read_question
from watchlist.screenings.rescreen import Rescreen

BATCH = 500
MOVED = DutyStep.Kind.MOVED
STOPPING = frozenset({Action.AUTHORISE, Action.HOLD})
"""Actions that stop goods until they are done, whatever the clock."""


class DutyState(StrEnum):
    """How far a duty is: to be done, done, or laid by no finding any more."""

    OPEN = "open"
    DONE = "done"
    LAPSED = "lapsed"


DUTY_STATES: Final = tuple(map(str, DutyState))


@dataclass(frozen=True, slots=True)
class DutyStatus:
    """The status of a duty: on which day it is due, whether it is done, and who changed it, when and why.

    `has_lapsed`: no finding lays it any more. `moved`: the day is a person's, with its `reason`, and not the law's. Of
    a duty that `asks_a_report`, done is that somebody looked whether one is due.
    """

    duty: Duty
    due_on: date | None
    is_done: bool
    has_lapsed: bool
    moved: bool
    reason: str
    by: User | None
    at: datetime | None

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return not self.is_done and not self.has_lapsed

    @property
    def asks_a_report(self) -> bool:
        """Say whether the duty asks for a report of which few may know."""
        return asks_a_report(self.duty.text)

    @property
    def state(self) -> DutyState:
        """Return how far it is, in one word."""
        if self.is_open:
            return DutyState.OPEN
        return DutyState.DONE if self.is_done else DutyState.LAPSED


def duties_of(case: Case) -> list[DutyStatus]:
    """Return the duties of a case: those to do first, as `duty_rank` has it and then by their day, then those done."""
    return in_order_of_work(statuses_of(Duty.objects.filter(case=case).order_by("pk")))


def statuses_of(duties: Iterable[Duty]) -> list[DutyStatus]:
    """Return the status of each of some duties, in their order: a query for the steps of many."""
    rows = list(duties)
    steps_by_duty: dict[int, list[DutyStep]] = {}
    for batch in batches([duty.pk for duty in rows], BATCH):
        steps = DutyStep.objects.filter(duty__in=batch).select_related("by").order_by("duty_id", "number")
        steps_by_duty |= {duty: list(of_duty) for duty, of_duty in groupby(steps, key=lambda step: step.duty_id)}
    return [_status(duty, steps_by_duty.get(duty.pk, [])) for duty in rows]


def in_order_of_work(statuses: Iterable[DutyStatus]) -> list[DutyStatus]:
    """Return duties, those to do first, as `duty_rank` has it and then by their day, then those done."""
    return sorted(statuses, key=_place)


def _place(status: DutyStatus) -> tuple[Any, ...]:
    duty = status.duty
    return not status.is_open, *duty_rank(duty.action, duty.text), status.due_on or date.max


def write_duties(case: Case, screening: Screening, answer: Answer | None = None) -> list[Duty]:
    """Write the duties that a screening lays on its case, beside those it has, and return the new ones.

    By the law as known to the screening; their clocks start at the instant at which it was done. `answer`: what was
    just stored of it; None: its stored lines are read.
    """
    law = law_at(screening.known_at)
    question = read_question(screening.question)
    findings = findings_of_answer(answer, question) if answer else findings_with_duties(screening, law)
    return _write(case, screening, law, findings, screening.made_at)


def write_duties_of_look_back(case: Case, rescreen: Rescreen) -> list[Duty]:
    """Write the duties of what a look-back found for a case, by the law after the change, and return the new ones."""
    law = law_known_at(rescreen.due.after)
    return _write(case, case.screening, law, findings_of_look_back(rescreen, case.shipment, law), rescreen.done_at)


@transaction.atomic
def tick_duty(*, duty: Duty, done: bool, actor: User, note: str = "") -> DutyStatus:
    """Mark a duty as done, or as not done after all, and return its status.

    Raises `LookAgain` where it is so, `CorrectTheQuestion` for a note on a duty that asks for a report: everybody
    who reads the case would read it.
    """
    person, case = locked_for(duty.case_id, actor, WORK)
    if status_of(duty).is_done == done:
        raise LookAgain(_("It stands so already: somebody was quicker."))
    looks = asks_a_report(duty.text)
    if looks and note.strip():
        raise CorrectTheQuestion(_("Tick it without a note: what is said of a report is kept with the report."))
    kind, verb = DutyStep.Kind.DONE if done else DutyStep.Kind.UNDONE, "look_at_duty" if looks else "do_duty"
    return _record_step(case, duty, person, verb if done else "undo_duty", {}, kind=kind, reason=note.strip())


@transaction.atomic
def move_deadline(*, duty: Duty, due_on: date, reason: str, actor: User) -> DutyStatus:
    """Set another day for a duty, with a reason, and return its status; the trail keeps from when to when."""
    person, case = locked_for(duty.case_id, actor, WORK)
    if not reason.strip():
        raise SayWhy(_("Say why the deadline moves."))
    facts = {"from": status_of(duty).due_on, "due_on": due_on}
    return _record_step(case, duty, person, "move_duty", facts, kind=MOVED, due_on=due_on, reason=reason.strip())


def status_of(duty: Duty) -> DutyStatus:
    """Return the status of a duty."""
    return _status(duty, DutyStep.objects.filter(duty=duty).select_related("by").order_by("number"))


def update_deadline(case: Case) -> None:
    """Store the deadline of a case: the first due day of its duties that are not done."""
    days = [status.due_on for status in duties_of(case) if status.due_on and status.is_open]
    case.due_on = min(days, default=None)
    Case.objects.filter(pk=case.pk).update(due_on=case.due_on)


def law_day(duty: Duty) -> date | None:
    """Return the last day that the law sets for a duty: none of what counts from an event that may never come.

    Duties that were written before such events were known as that have a day in their row, which is no deadline.
    """
    return None if any(phrase in f" {duty.clock}" for phrase in contingent_phrases()) else duty.due_on


def drop_contingent_deadlines() -> int:
    """Let no case be late by a duty whose event may never come, and return how many had its day as their deadline."""
    counted = Q(*(("clock__contains", phrase) for phrase in contingent_phrases()), _connector=Q.OR)
    same_day = Duty.objects.filter(counted, case=OuterRef("pk"), due_on=OuterRef("due_on"))
    changed = 0
    for case in Case.objects.filter(Exists(same_day)).order_by("pk"):
        earlier = case.due_on
        update_deadline(case)
        changed += case.due_on != earlier
    return changed


def _status(duty: Duty, steps: Iterable[DutyStep]) -> DutyStatus:
    """Return the status that steps give a duty: the last day set counts, and the last done or undone."""
    rows = list(steps)
    days = [step for step in rows if step.kind == MOVED]
    words = [step for step in rows if step.kind != MOVED]
    last = rows[-1] if rows else None
    return DutyStatus(
        duty=duty,
        due_on=days[-1].due_on if days else law_day(duty),
        is_done=bool(words) and words[-1].kind == DutyStep.Kind.DONE,
        has_lapsed=bool(words) and words[-1].kind == DutyStep.Kind.LAPSED,
        moved=bool(days),
        reason=days[-1].reason if days else last.reason if last else "",
        by=last.by if last else None,
        at=last.at if last else None,
    )


def _write(
    case: Case, screening: Screening, law: CompiledLaw, findings: Iterable[Finding], hit_at: datetime | None
) -> list[Duty]:
    written = set(Duty.objects.filter(case=case).values_list("key", flat=True))
    at, days = hit_at or datetime.now(UTC), ShipmentDays.of_screening(screening, law)
    duties = shipment_duties(law, findings)
    rows = [_duty(case, duty, at, days) for key, duty in duties.items() if key not in written]
    Duty.objects.bulk_create(rows, batch_size=BATCH)
    update_deadline(case)
    return rows


def _duty(case: Case, duty: ShipmentDuty, hit_at: datetime, days: ShipmentDays) -> Duty:
    record, law = duty.record, duty.law
    return Duty(
        case=case,
        key=law.key,
        jurisdiction=law.control_list.jurisdiction or "",
        list_key=record.list,
        action=record.action,
        text=record.text,
        citation=record.citation,
        confidence=law.duty.confidence,
        clock=record.clock or "",
        clock_citation=law.duty.clock.citation if law.duty.clock else "",
        starts_at=hit_at,
        due_on=days.due(duty, hit_at.astimezone(UTC).date()),
        before_moving=record.action in STOPPING
        or (record.action == Action.NOTIFY and is_due_before_moving(law.duty.clock)),
    )


def add_step(duty: Duty, person: User, at: datetime, **fields: Any) -> DutyStep:
    """Write a person's next step on a duty, and return it. For verbs that tell of it, with the case locked."""
    number = DutyStep.objects.filter(duty=duty).count() + 1
    return DutyStep.objects.create(duty=duty, number=number, by=person, at=at, **fields)


def _record_step(case: Case, duty: Duty, person: User, verb: str, facts: dict[str, Any], **step: Any) -> DutyStatus:
    at = datetime.now(UTC)
    row = add_step(duty, person, at, **step)
    update_deadline(case)
    payload = {"duty": duty.text, "list": duty.list_key, **facts}
    record_event(case, verb, person.get_username(), text=step.get("reason", ""), facts=payload, at=at, rows=[row])
    return status_of(duty)


def asks_a_report(text: str) -> bool:
    """Say whether a duty, by its text, is done by a report of which few may know. Which are, is data: a CSV file.

    A tick says of them that somebody looked whether a report is due, and no more. So it is the same for a shipment that
    was reported and for one that was not; the report is a record of its own.
    """
    folded = text.casefold()
    return any(words in folded for words in report_words())


@cache
def report_words() -> tuple[str, ...]:
    """Return the words by which such a duty is known, folded."""
    path = Path(__file__).with_name("data") / "report_duties.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(row["words"].casefold() for row in csv.DictReader(rows))
