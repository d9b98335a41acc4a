"""Reports to authorities: a lead makes them, a few read them, and nothing that others see differs for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.releases import OVERRIDE
from tests.cases.shipments import ACETONE, PIPERIDONE, PIPRONAL, line_of, opened
from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.cases.attachments import attach, attachments_of
from watchlist.cases.errors import AskTheLead
from watchlist.cases.events import events_of, sentence_of
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Referral
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import assign, await_authority, dispose, report_to_authority, reports_of, resume, suspend
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.cases.rights import visible_state
from watchlist.errors import AskForTheRight, LookAgain, SayWhy

pytestmark = pytest.mark.usefixtures("law")
SAID: dict[str, Any] = {
    "jurisdiction": "CA",
    "authority": "Health Canada",
    "text": "The buyer could not name a use.",
    "sent_on": date(2026, 11, 25),
}


def told(case: Case, user: User) -> dict[str, Any]:
    """Return all that a person may read of a case, but its number, its name and the instants of the clock."""
    case.refresh_from_db()
    kept = {name: getattr(case, name) for name in ("held_by_lead", "lines_judged", "due_on", "disposition", "verdict")}
    events = [(event.verb, event.by, event.text, event.facts, sentence_of(event)) for event in events_of(case, user)]
    return kept | {
        "state": visible_state(case, user),
        "events": [event for event in events if event[0] not in {"open", "judge"}],
        "is_changed_by_its_last_event": case.changed_at == events_of(case, user)[0].at,
        "files": list(attachments_of(case, user).values_list("name", flat=True)),
        "reports": reports_of(case, user).count(),
    }


def reported(case: Case, lead: User) -> None:
    """Report a shipment, with a file, and have it wait."""
    await_authority(case=case, note="Health Canada was told.", actor=lead)
    report_to_authority(case=case, actor=lead, **SAID)
    attach(case=case, name="receipt.txt", content=b"received", restricted=True, actor=lead)


def test_a_report_is_read_by_the_lead_and_the_auditor_alone(officer: User, lead: User, auditor: User) -> None:
    case = opened(PIPERIDONE)
    reported(case, lead)
    case.refresh_from_db()
    assert [visible_state(case, one) for one in (officer, lead, auditor)] == [
        "on_hold",
        "awaiting_authority",
        "awaiting_authority",
    ]
    for reader, seen in ((officer, 0), (lead, 1), (auditor, 1)):
        assert reports_of(case, reader).count() == attachments_of(case, reader).count() == seen
        assert events_of(case, reader).filter(restricted=True).exists() == bool(seen)


def test_nothing_that_an_officer_reads_differs_for_a_report(officer: User, second_officer: User, lead: User) -> None:
    with_report, without = opened(PIPERIDONE, reference="A"), opened(PIPERIDONE, reference="B")
    reported(with_report, lead)
    suspend(case=without, note="The bank was asked.", actor=lead)
    for reader in (officer, second_officer):
        assert told(with_report, reader) == told(without, reader)
    assert told(with_report, lead) != told(without, lead)


@pytest.mark.parametrize(
    "act",
    [
        lambda case, who: resume(case=case, actor=who),
        lambda case, who: suspend(case=case, note="x", actor=who),
        lambda case, who: dispose(case=case, word="released", note="x", actor=who, override=OVERRIDE),
        lambda case, who: dispose(case=case, word="refused", note="x", actor=who),
        lambda case, who: await_authority(case=case, note="x", actor=who),
        lambda case, who: report_to_authority(case=case, actor=who, **SAID),
        lambda case, who: assign(case=case, to=who, actor=who),
    ],
)
def test_a_reported_case_refuses_an_officer_in_the_same_words(
    act: Callable[[Case, User], object], officer: User, lead: User
) -> None:
    with_report, without = opened(ACETONE, reference="A"), opened(ACETONE, reference="B")
    reported(with_report, lead)
    suspend(case=without, note="The bank was asked.", actor=lead)
    outcomes = [_outcome(act, case, officer) for case in (with_report, without)]
    assert outcomes[0] == outcomes[1]
    assert told(with_report, officer) == told(without, officer)


def _outcome(act: Callable[[Case, User], object], case: Case, who: User) -> tuple[str, str]:
    try:
        act(case, who)
    except (AskTheLead, AskForTheRight) as error:
        return type(error).__name__, str(error).replace(case.number, "the case")
    return "", ""


def test_the_trail_hides_what_is_restricted_from_who_may_not_know(curator: User, auditor: User, lead: User) -> None:
    case = opened(PIPERIDONE)
    reported(case, lead)
    restricted = AuditEvent.objects.filter(verb="keep_restricted")
    assert {event.target_key for event in restricted} == {""}
    assert restricted.count() == 3
    page = reverse("admin:watchlist_auditevent_changelist")
    one = reverse("admin:watchlist_auditevent_change", args=[restricted[0].pk])
    for reader, reads in ((curator, False), (auditor, True)):
        client = Client()
        client.force_login(reader)
        assert ("keep_restricted" in client.get(page).content.decode()) == reads
        assert (client.get(one).status_code == 200) == reads
    assert list(broken_links()) == []


def test_a_lead_alone_reports_and_has_it_wait(officer: User, auditor: User, lead: User) -> None:
    case = opened(PIPERIDONE)
    for nobody in (officer, auditor):
        with pytest.raises(AskForTheRight):
            report_to_authority(case=case, actor=nobody, **SAID)
        with pytest.raises(AskForTheRight):
            await_authority(case=case, note="x", actor=nobody)
    with pytest.raises(SayWhy):
        report_to_authority(case=case, actor=lead, **{**SAID, "text": " "})
    with pytest.raises(SayWhy):
        await_authority(case=case, note="", actor=lead)
    await_authority(case=case, note="x", actor=lead)
    with pytest.raises(LookAgain):
        await_authority(case=case, note="x", actor=lead)


def test_a_lead_takes_the_case_up_again_and_his_reason_is_told_to_few(officer: User, lead: User) -> None:
    case = opened(PIPERIDONE)
    reported(case, lead)
    resume(case=case, note="The authority asks that it goes.", actor=lead)
    case.refresh_from_db()
    assert (case.state, case.held_by_lead) == ("investigating", False)
    assert [event.text for event in events_of(case, officer) if event.verb == "resume"] == [""]
    assert events_of(case, lead).filter(text="The authority asks that it goes.").exists()


def test_what_was_reported_may_be_released_at_the_authority_s_request(
    officer: User, second_officer: User, lead: User
) -> None:
    case = opened(PIPERIDONE)
    line = line_of(case, 1)
    for at in positions_to_judge(line):
        judge(case=case, line=line, position=at, word="confirmed", actor=officer, seen=0)
    reported(case, lead)
    referral = dispose(case=case, word="released", note="Permit 12.", actor=lead, override=OVERRIDE)
    assert isinstance(referral, Referral)
    with pytest.raises(AskTheLead):
        answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    resume(case=case, actor=lead)
    answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    case.refresh_from_db()
    assert (case.state, case.reports.count()) == ("closed", 1)


def test_a_case_that_waits_for_an_authority_is_closed_by_a_lead(lead: User) -> None:
    case = opened(PIPRONAL)
    reported(case, lead)
    dispose(case=case, word="seized", note="Taken by customs.", actor=lead)
    case.refresh_from_db()
    assert (case.state, case.held_by_lead) == ("closed", False)
    report_to_authority(case=case, actor=lead, **SAID)
    assert case.reports.count() == 2
