"""Duties: written of the law when a hit is, ticked and moved by people, and none is ever lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.cases.answers import forget_facts
from tests.cases.shipments import ACETIC_ANHYDRIDE, MIXED, PIPERIDONE, PIPRONAL, line_of, opened, screened
from watchlist.audit.models import AuditEvent
from watchlist.cases.duties import (
    DutyStatus,
    asks_a_report,
    drop_contingent_deadlines,
    duties_of,
    move_deadline,
    report_words,
    tick_duty,
)
from watchlist.cases.events import sentence_of
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case, CaseEvent, Duty
from watchlist.cases.opening import open_case
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.vocabulary import LEGAL
from watchlist.errors import AskForTheRight, LookAgain, SayWhy
from watchlist.screenings.replaying import stored_answer
from watchlist.screenings.stored_answers import read_line

pytestmark = pytest.mark.usefixtures("law")
THEN = date(2027, 1, 1)
OTHER_REPORTS = (
    *("summary", "every year", "calendar year", "past year", "each sale", "every quarter", "return declaration"),
    *("the denial", "loss", "category 4 was not read", "consignment note"),
    *("ask for records and reports alone", "the record book of the quarter", "each month what was supplied"),
    *("as a sworn declaration", "a complete report with the stock"),
)
"""Words of duties to report what is no secret: figures of a year, sales, denials by customs, loss of own goods."""
LEAVES = {**ACETIC_ANHYDRIDE, "export_date": "2027-03-20"}


def of_text(case: Case, words: str) -> DutyStatus:
    """Return the first duty of a case whose text has some words."""
    return next(one for one in duties_of(case) if words in one.duty.text)


def test_each_duty_of_each_list_is_written_once() -> None:
    case = opened(PIPERIDONE, {**PIPERIDONE, "quantity": "3"}, {**PIPERIDONE, "consignee": "Another GmbH"})
    told = [(one.duty.list_key, one.duty.text, one.duty.clock) for one in duties_of(case)]
    assert len(told) == len(set(told))
    assert {list_key for list_key, *_ in told} >= {"us-list-1", "eu-111-cat-1"}
    assert all(one.duty.citation for one in duties_of(case))


def test_what_a_list_does_not_ask_of_this_route_is_no_duty() -> None:
    to_france = {**PIPERIDONE, "origin": "DE", "destination": "FR"}
    told = {one.duty.list_key for one in duties_of(opened(to_france, origin="DE", destination="FR"))}
    assert "eu-273-cat-1" in told
    assert not {key for key in told if key.startswith("us-")}


def test_a_time_within_which_something_is_done_starts_at_the_hit() -> None:
    case = opened(PIPERIDONE)
    one = of_text(case, "an extraordinary quantity")
    assert one.duty.starts_at == case.screening.made_at
    assert one.due_on == case.screening.made_at.astimezone(UTC).date() + timedelta(15)


def test_a_notice_is_due_before_the_first_day_on_which_goods_leave() -> None:
    case = opened({**LEAVES, "export_date": "2027-03-25"}, LEAVES, {**LEAVES, "quantity": "9"})
    assert of_text(case, "DEA Form 486").due_on == date(2027, 3, 5)


def test_a_notice_has_no_day_where_no_day_of_export_is_said() -> None:
    one = of_text(opened(ACETIC_ANHYDRIDE), "DEA Form 486")
    assert (one.due_on, one.duty.clock) == (None, "at least 15 calendar days before the export")


def test_a_deadline_that_had_gone_by_at_the_hit_is_overdue_and_not_dropped() -> None:
    case = opened({**LEAVES, "export_date": "2026-01-20"})
    assert of_text(case, "DEA Form 486").due_on == date(2026, 1, 5)
    assert case.due_on == date(2026, 1, 5) < case.opened_at.date()


def test_what_is_due_before_a_transfer_that_may_never_come_has_no_day_and_keeps_its_clock() -> None:
    case = opened({**PIPERIDONE, "export_date": "2027-03-20"}, {**ACETIC_ANHYDRIDE, "date": "2027-03-01"})
    before = [one for one in duties_of(case) if one.duty.clock == "at least 15 calendar days before the transfer"]
    assert before
    assert {one.due_on for one in before} == {None}


def test_a_case_stored_as_late_by_a_duty_whose_event_may_never_come_is_late_no_more() -> None:
    case = opened({**LEAVES, "export_date": "2027-03-25"})
    earlier = date(2026, 1, 5)
    like = Duty.objects.filter(case=case, clock__endswith="before the transfer").first()
    assert like is not None
    older = Duty.objects.get(pk=like.pk)
    older.pk, older.key, older.due_on = None, "0" * 64, earlier
    older.save(force_insert=True)
    Case.objects.filter(pk=case.pk).update(due_on=earlier)
    assert next(one for one in duties_of(case) if one.duty.key == older.key).due_on is None
    assert [drop_contingent_deadlines(), drop_contingent_deadlines()] == [1, 0]
    case.refresh_from_db()
    assert case.due_on is not None
    assert case.due_on > earlier
    assert Duty.objects.get(key=older.key).due_on == earlier, "what was written stays as it was"


def test_a_duty_of_a_case_is_the_one_that_its_findings_name() -> None:
    case = opened(PIPERIDONE, PIPRONAL)
    lines = (read_line(line_of(case, number).record) for number in (1, 2))
    findings = [finding for line in lines for finding in line.findings if finding.tier in LEGAL]
    named = {record.id: record for finding in findings for record in finding.obligation_records or ()}
    duties = {one.duty.key[:16]: one.duty for one in duties_of(case)}
    assert duties.keys() == named.keys() != set()
    assert {key: (duty.text, duty.citation, duty.clock) for key, duty in duties.items()} == {
        key: (record.text, record.citation, record.clock or "") for key, record in named.items()
    }


def test_an_answer_stored_before_duties_were_facts_opens_its_case_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (PIPERIDONE, {**LEAVES, "date": "2027-03-02"}, PIPRONAL)
    now, older = opened(*lines), screened(*lines, reference="OLDER")
    forget_facts(monkeypatch)
    case = open_case(older)
    assert case is not None
    then, today = ({one.duty.key: (one.duty.text, one.due_on) for one in duties_of(of)} for of in (case, now))
    assert then == today != {}


def test_a_case_is_opened_alike_of_its_answer_and_of_what_is_stored_of_it() -> None:
    lines = (*MIXED, LEAVES, {**LEAVES, "export_date": "2026-12-24"})
    of_rows, screening = opened(*lines), screened(*lines, reference="B-2")
    of_answer = open_case(screening, stored_answer(screening))
    assert of_answer is not None
    kept = ("action", "everyday", "lines_for_people", "route", "severity", "verdict")
    assert [getattr(of_answer, name) for name in kept] == [getattr(of_rows, name) for name in kept]
    then, now = ({one.duty.key: (one.duty.text, one.due_on) for one in duties_of(of)} for of in (of_rows, of_answer))
    assert then == now != {}


def test_working_days_say_whose_public_holidays_they_leave_out() -> None:
    one = of_text(opened(PIPERIDONE), "where customs denies the release")
    assert one.duty.clock.endswith("5 working days of the denial (without the public holidays of US)")


def test_a_shipment_screened_again_gains_duties_and_loses_none() -> None:
    before = set(Duty.objects.filter(case=opened(PIPERIDONE)).values_list("key", flat=True))
    case = opened(LEAVES)
    after = set(Duty.objects.filter(case=case).values_list("key", flat=True))
    assert before < after


def test_what_a_list_asks_of_a_guess_is_asked_too() -> None:
    case = opened(PIPRONAL)
    assert (case.verdict, case.action) == ("review", "authorise")
    assert "authorise" in {one.duty.action for one in duties_of(case)}


def test_the_case_is_due_on_the_first_day_of_what_is_not_done(officer: User) -> None:
    case = opened(PIPERIDONE)
    days = sorted(one.due_on for one in duties_of(case) if one.due_on)
    first = [one for one in duties_of(case) if one.due_on == days[0]]
    assert case.due_on == days[0]
    for one in first:
        said = "" if one.asks_a_report else "As on form 486."
        stands = tick_duty(duty=one.duty, done=True, actor=officer, note=said)
        assert (stands.is_done, stands.by, stands.reason) == (True, officer, said)
    case.refresh_from_db()
    assert case.due_on == next(day for day in days if day > days[0])
    tick_duty(duty=first[0].duty, done=False, actor=officer)
    case.refresh_from_db()
    assert case.due_on == days[0]


def test_a_deadline_moves_with_a_reason_and_the_trail_keeps_from_when(officer: User) -> None:
    case = opened(PIPERIDONE)
    one = of_text(case, "an extraordinary quantity")
    with pytest.raises(SayWhy):
        move_deadline(duty=one.duty, due_on=date(2027, 1, 4), reason=" ", actor=officer)
    stands = move_deadline(
        duty=one.duty, due_on=date(2027, 1, 4), reason="The office asked for the analysis.", actor=officer
    )
    assert (stands.moved, stands.due_on, stands.by) == (True, date(2027, 1, 4), officer)
    event = CaseEvent.objects.filter(case=case).latest("pk")
    said = json.loads(event.facts)
    assert (event.verb, event.text) == ("move_duty", "The office asked for the analysis.")
    assert (said["from"], said["due_on"]) == (str(one.due_on), "2027-01-04")


def test_a_duty_without_a_day_is_given_one(officer: User) -> None:
    one = of_text(opened(ACETIC_ANHYDRIDE), "DEA Form 486")
    stands = move_deadline(duty=one.duty, due_on=date(2027, 2, 1), reason="It leaves on 16 February.", actor=officer)
    assert stands.due_on == date(2027, 2, 1)


def test_a_duty_is_done_after_the_case_was_closed(officer: User) -> None:
    case = opened(PIPERIDONE)
    dispose(case=case, word="withdrawn", note="The buyer gave up.", actor=officer)
    one = of_text(case, "files a return declaration")
    assert tick_duty(duty=one.duty, done=True, actor=officer).is_done


def test_whoever_ticks_second_is_told(officer: User, second_officer: User) -> None:
    one = of_text(opened(PIPERIDONE), "an extraordinary quantity")
    tick_duty(duty=one.duty, done=True, actor=officer)
    with pytest.raises(LookAgain):
        tick_duty(duty=one.duty, done=True, actor=second_officer)


def test_a_tick_never_says_that_a_report_was_made(officer: User) -> None:
    case = opened(ACETIC_ANHYDRIDE)
    asks = next(one.duty for one in duties_of(case) if one.asks_a_report)
    with pytest.raises(CorrectTheQuestion, match="kept with the report"):
        tick_duty(duty=asks, done=True, note="Sent to the authority.", actor=officer)
    assert tick_duty(duty=asks, done=True, actor=officer).is_done
    event = case.events.latest("pk")
    assert event.verb == "look_at_duty"
    assert sentence_of(event).startswith("officer looked whether a report is due, which this does not say: ")


def test_every_duty_to_report_is_known_as_one_or_as_another(law: CompiledLaw) -> None:
    texts = {duty.text.casefold() for of in law.lists.values() for duty in of.obligations if duty.text}
    assert [words for words in report_words() if not any(words in text for text in texts)] == []
    left = {text for text in texts if "report" in text and not asks_a_report(text)}
    assert [text for text in left if not any(word in text for word in OTHER_REPORTS)] == []


@pytest.mark.parametrize(
    ("verb", "said"), [(tick_duty, {"done": True}), (move_deadline, {"due_on": THEN, "reason": "x"})]
)
def test_who_does_not_work_on_cases_ticks_and_moves_nothing(
    verb: Callable[..., object], said: dict[str, Any], auditor: User, outsider: User
) -> None:
    one = of_text(opened(PIPERIDONE), "an extraordinary quantity")
    for nobody in (auditor, outsider):
        with pytest.raises(AskForTheRight):
            verb(duty=one.duty, actor=nobody, **said)


def test_each_verb_leaves_one_event(officer: User) -> None:
    one = of_text(opened(PIPERIDONE), "an extraordinary quantity")
    before = AuditEvent.objects.count()
    tick_duty(duty=one.duty, done=True, actor=officer)
    move_deadline(duty=one.duty, due_on=datetime.now(UTC).date(), reason="A mistake.", actor=officer)
    assert AuditEvent.objects.count() == before + 2
