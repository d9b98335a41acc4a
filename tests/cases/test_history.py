"""The history of a case: a sentence for each event, and no more of it than a person may know."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from tests.authorisations.papers import LINE, on_file
from tests.cases.shipments import ACETONE, PIPERIDONE, PIPRONAL, line_of, opened
from watchlist.cases.attachments import attach
from watchlist.cases.dossier.document import EVENTS
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.duties import duties_of, move_deadline, tick_duty
from watchlist.cases.events import SENTENCES, VERBS, events_of, record_event, sentence_of, spans
from watchlist.cases.judgement_models import Referral
from watchlist.cases.judging import judge, judge_alike
from watchlist.cases.lifecycle import (
    add_note,
    assign,
    await_authority,
    dispose,
    reopen,
    report_to_authority,
    resume,
    snooze,
    suspend,
)
from watchlist.cases.models import CaseEvent
from watchlist.cases.referrals import answer_referral

pytestmark = pytest.mark.usefixtures("law")
WRONG = {"word": "dismissed", "reason": "wrong_identification", "note": "The analysis shows another substance."}


def test_every_event_of_a_case_is_a_sentence(officer: User, second_officer: User, lead: User) -> None:
    case, permit = opened(LINE), on_file(officer)
    line, duty = line_of(case, 1), next(each.duty for each in duties_of(case) if each.duty.action == "notify")
    assign(case=case, to=second_officer, actor=officer)
    assign(case=case, to=None, actor=officer)
    snooze(case=case, until=date(2027, 1, 8), actor=officer)
    add_note(case=case, text="Called the buyer.", actor=officer)
    attach(case=case, name="permit.txt", content=b"Permit 12", actor=officer)
    tick_duty(duty=duty, done=True, actor=officer)
    move_deadline(duty=duty, due_on=date(2027, 1, 4), reason="Asked for time.", actor=officer)
    referral = judge(case=case, line=line, position=0, actor=officer, seen=0, **WRONG).referral
    assert referral
    answer_referral(referral=referral, agreed=False, note="It is that substance.", actor=second_officer)
    judge_alike(case=case, line=line, word="confirmed", actor=officer)
    under = {"word": "released_under_authorisation", "authorisations": [permit.pk]}
    release = dispose(case=case, note="Permit 12.", actor=officer, **under)
    assert isinstance(release, Referral)
    suspend(case=case, note="Asked the bank.", actor=officer)
    resume(case=case, actor=officer)
    answer_referral(referral=release, agreed=True, actor=second_officer, confirms_override=True)
    reopen(case=case, note="The permit was another's.", actor=officer)
    told = [sentence_of(event) for event in events_of(case, officer)]
    assert told[-4:] == [
        "officer let the case rest until 8 Jan 2027.",
        "officer gave the case to nobody.",
        "officer gave the case to second-officer.",
        "The case was opened: controlled.",
    ]
    judged = "officer judged finding 1 of line 1: dismissed, for wrong identification. Goods: 4-Piperidone."
    assert judged in told
    assert "second-officer refused a dismissal that officer asked for." in told
    assert "officer closed the case: released under an authorisation. second-officer agreed." in told
    assert any(words.startswith("officer moved a deadline from ") for words in told)
    assert not [words for words in told if "%(" in words or words.startswith("officer: ")]


def test_what_a_few_know_is_a_sentence_to_them(officer: User, lead: User) -> None:
    case = opened(PIPRONAL)
    await_authority(case=case, note="Told.", actor=lead)
    report_to_authority(
        case=case, jurisdiction="CA", authority="Health Canada", text="x", sent_on=date(2026, 11, 25), actor=lead
    )
    said = [sentence_of(event) for event in events_of(case, lead)]
    assert said[0] == "lead reported the shipment to Health Canada (CA), sent on 25 Nov 2026."
    assert said[1] == "lead has the case wait for an authority."
    assert [sentence_of(event) for event in events_of(case, officer)] == [
        "lead put the case on hold.",
        "The case was opened: needs review.",
    ]


def test_equal_lines_are_told_by_their_spans(officer: User) -> None:
    case = opened(ACETONE, ACETONE, {**ACETONE, "quantity": "3"}, PIPERIDONE, ACETONE)
    judge_alike(case=case, line=line_of(case, 1), word="confirmed", actor=officer)
    assert sentence_of(events_of(case, officer)[0]) == "officer judged equal lines 1–3, 5: confirmed. Goods: Acetone."
    assert spans(range(0, 90, 2)) == "0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, …"


def test_every_verb_has_words_in_the_history_and_in_the_dossier(officer: User) -> None:
    told = {verb: {name for name in SENTENCES if name == verb or name.startswith(f"{verb}_")} for verb in VERBS}
    assert [verb for verb, sentences in told.items() if not sentences] == []
    assert VERBS - set(EVENTS) == set()
    with pytest.raises(ValueError, match="give it words"):
        record_event(opened(ACETONE), "use_permit", "officer")


def test_what_was_made_of_a_case_is_a_sentence(auditor: User) -> None:
    case = opened(ACETONE)
    dossier_json(case, auditor)
    assert sentence_of(case.events.latest("pk")) == "auditor made a dossier of the case (json)."
    facts = '{"pack":"eu-notice","form":"pdf"}'
    event = CaseEvent(case=case, verb="make_pack", by="lead", facts=facts, at=case.opened_at)
    assert sentence_of(event) == "lead made the filing pack eu-notice (pdf)."


def test_a_verb_of_another_subject_is_told_too(officer: User) -> None:
    case = opened(ACETONE)
    event = CaseEvent(case=case, verb="use_permit", by="officer", facts="{}", at=case.opened_at)
    assert sentence_of(event) == "officer: use permit."
    assert "use_permit" not in SENTENCES
