"""The way of a case: taken, held, at rest, closed and reopened; and who may do none of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import ACETIC_ANHYDRIDE, PIPERIDONE, PIPRONAL, SALT, VAGUE, line_of, opened, screened
from watchlist.audit.models import AuditEvent
from watchlist.cases.errors import AskTheLead, JudgeFirst, ReopenFirst
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import add_note, assign, dispose, reopen, resume, snooze, suspend
from watchlist.cases.models import Case
from watchlist.cases.opening import case_of, open_case, open_due
from watchlist.errors import AskForTheRight, LookAgain, SayWhy

pytestmark = pytest.mark.usefixtures("law")
TODAY = date(2026, 11, 26)


def test_a_shipment_of_which_nothing_came_has_no_case() -> None:
    assert case_of(screened(SALT)) is None
    assert open_due() == []


def test_what_was_left_is_swept_up_once() -> None:
    screenings = [screened(PIPRONAL, reference=reference) for reference in ("A", "B")]
    assert [case.screening for case in open_due()] == screenings
    assert open_due() == []


def test_a_closed_case_is_opened_again_by_a_new_hit(officer: User) -> None:
    case = opened(PIPRONAL)
    dispose(case=case, word="refused", note="No use was named.", actor=officer)
    again = opened(PIPRONAL)
    assert (again.pk, again.state, again.disposition) == (case.pk, "investigating", None)
    assert again.dispositions.count() == 1


def test_a_new_hit_ends_a_rest(officer: User) -> None:
    case = opened(PIPRONAL)
    snooze(case=case, until=datetime.now(UTC).date() + timedelta(30), actor=officer)
    assert opened(PIPRONAL).snoozed_until is None


@pytest.mark.parametrize(
    ("until", "due_on", "awake"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TODAY + timedelta(1), None, False),
        (TODAY + timedelta(9), TODAY + timedelta(10), False),
        (TODAY + timedelta(9), TODAY + timedelta(9), True),
        (TODAY + timedelta(9), TODAY - timedelta(3), True),
    ],
)
def test_a_case_rests_until_its_day_but_over_no_deadline(until: date | None, due_on: date | None, awake: bool) -> None:
    case = opened(PIPRONAL)
    Case.objects.filter(pk=case.pk).update(snoozed_until=until, due_on=due_on)
    assert Case.objects.awake(TODAY).exists() == awake


def test_a_closed_case_is_not_awake(officer: User) -> None:
    dispose(case=opened(PIPRONAL), word="refused", note="x", actor=officer)
    assert not Case.objects.awake(TODAY).exists()


def test_an_officer_s_hold_is_taken_off_by_any_and_says_why(officer: User, second_officer: User) -> None:
    case = opened(PIPRONAL)
    with pytest.raises(SayWhy):
        suspend(case=case, note=" ", actor=officer)
    held = suspend(case=case, note="Asked the shipper.", actor=officer)
    assert (held.state, held.held_by_lead) == ("on_hold", False)
    assert case.events.get(verb="hold").text == "Asked the shipper."
    assert resume(case=case, actor=second_officer).state == "investigating"
    with pytest.raises(LookAgain):
        resume(case=case, actor=officer)


def test_a_lead_s_hold_is_taken_off_by_a_lead(officer: User, lead: User) -> None:
    case = opened(PIPRONAL)
    suspend(case=case, note="Asked the bank.", actor=lead)
    for verb in (resume, lambda case, actor: dispose(case=case, word="refused", note="x", actor=actor)):
        with pytest.raises(AskTheLead):
            verb(case=case, actor=officer)
    assert resume(case=case, actor=lead).state == "investigating"


def test_what_nobody_found_controlled_is_released_by_one(officer: User) -> None:
    case = opened(VAGUE)
    with pytest.raises(JudgeFirst):
        dispose(case=case, word="released", note="The list of them was seen.", actor=officer)
    line = line_of(case, 1)
    for at in positions_to_judge(line):
        judge(case=case, line=line, position=at, word="confirmed", actor=officer, seen=0)
    dispose(case=case, word="released", note="The list of them was seen.", actor=officer)
    case.refresh_from_db()
    assert (case.state, case.dispositions.get().referral) == ("closed", None)


def test_a_closed_case_takes_notes_and_nothing_else(officer: User) -> None:
    case = opened(PIPRONAL)
    dispose(case=case, word="refused", note="x", actor=officer)
    add_note(case=case, text="The buyer wrote.", actor=officer)
    line = line_of(case, 1)
    acts: tuple[Callable[[], object], ...] = (
        lambda: assign(case=case, to=officer, actor=officer),
        lambda: suspend(case=case, note="x", actor=officer),
        lambda: snooze(case=case, until=None, actor=officer),
        lambda: dispose(case=case, word="refused", note="x", actor=officer),
        lambda: judge(
            case=case, line=line, position=positions_to_judge(line)[0], word="confirmed", actor=officer, seen=0
        ),
    )
    for act in acts:
        with pytest.raises(ReopenFirst):
            act()
    assert reopen(case=case, note="It was another's.", actor=officer).state == "investigating"
    with pytest.raises(LookAgain):
        reopen(case=case, note="x", actor=officer)


def test_a_case_is_given_to_who_works_on_cases(officer: User, second_officer: User, auditor: User) -> None:
    case = opened(PIPRONAL)
    given = assign(case=case, to=second_officer, actor=officer)
    assert (given.assignee, given.state) == (second_officer, "investigating")
    with pytest.raises(AskForTheRight):
        assign(case=case, to=auditor, actor=officer)


def test_who_does_not_work_on_cases_does_nothing(auditor: User, curator: User, outsider: User) -> None:
    case = opened(PIPERIDONE)
    before = AuditEvent.objects.count()
    for nobody in (auditor, curator, outsider):
        for act in (
            lambda who: assign(case=case, to=None, actor=who),
            lambda who: suspend(case=case, note="x", actor=who),
            lambda who: resume(case=case, actor=who),
            lambda who: snooze(case=case, until=None, actor=who),
            lambda who: add_note(case=case, text="x", actor=who),
            lambda who: dispose(case=case, word="refused", note="x", actor=who),
            lambda who: reopen(case=case, note="x", actor=who),
        ):
            with pytest.raises(AskForTheRight):
                act(nobody)
    assert AuditEvent.objects.count() == before


def test_a_screening_taken_up_before_is_taken_up_no_second_time() -> None:
    screening = screened(ACETIC_ANHYDRIDE)
    first, second = open_case(screening), open_case(screening)
    assert first is not None
    assert first == second
    assert first.events.count() == 1
