"""Webhooks hear once of each change of what may be done with a shipment, and the same of a hold as of a report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.cases.releases import OVERRIDE
from tests.cases.shipments import PIPERIDONE, SALT, VAGUE, line_of, opened
from tests.cases.test_judging import judge_all
from tests.cases.test_look_backs import CITRIC, listed_later
from watchlist.cases.correcting import correct_field
from watchlist.cases.lifecycle import add_note, assign, await_authority, dispose, reopen, resume, suspend
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import Case
from watchlist.cases.opening import open_due
from watchlist.cases.referrals import answer_referral
from watchlist.engine.errors import WatchlistError
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def sender(officer: User) -> User:
    """Return who sent the shipments, and listens."""
    subscribe(owner=officer, url="https://receiver.example/", events=["screening.decided"])
    return officer


def heard() -> list[tuple[str, str, str | None]]:
    """Return what was told, in order: the word, its ground, the word of people."""
    bodies = map(json.loads, WebhookDelivery.objects.order_by("created_at").values_list("payload", flat=True))
    return [(body["data"]["disposition"], body["data"]["ground"], body["data"]["decision"]) for body in bodies]


def test_each_decision_is_told_once_with_ids_and_words_alone(sender: User) -> None:
    case = opened(VAGUE)
    assert heard() == []
    add_note(case=case, text="Called.", actor=sender)
    assign(case=case, to=sender, actor=sender)
    judge_all(case, sender)
    assert heard() == []
    dispose(case=case, word="refused", note="No use was named.", actor=sender)
    told = json.loads(WebhookDelivery.objects.get().payload)
    here = str(case.screening_id)
    assert (told["event"], told["subject"]) == ("screening.decided", here)
    assert told["data"] == {
        "screening": here,
        "case": case.number,
        "disposition": "hold",
        "ground": "decision",
        "decision": "refused",
        "link": f"/api/v1/screenings/{here}/disposition/",
    }
    reopen(case=case, note="They called.", actor=sender)
    dispose(case=case, word="released", note="It is salt.", actor=sender)
    again = opened(VAGUE)
    assert again == case
    assert heard()[1:] == [("ask", "undecided", None), ("go", "decision", "released"), ("ask", "review", None)]
    data = json.loads(WebhookDelivery.objects.order_by("-created_at")[0].payload)["data"]
    assert data["screening"] == str(Case.objects.get(pk=case.pk).screening_id) != here


def test_a_release_by_two_is_told_when_the_second_agreed(sender: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    judge_all(case, sender)
    dispose(case=case, word="released", note="Seen.", actor=sender, override=OVERRIDE)
    assert heard() == []
    answer_referral(referral=case.referrals.get(), agreed=True, actor=second_officer, confirms_override=True)
    assert heard() == [("go", "decision", "released")]


def test_words_on_lines_are_told_each_once(sender: User) -> None:
    case = opened(VAGUE, {**VAGUE, "name": "Samples, various"}, SALT)
    judge_all(case, sender)
    dispose_lines(case=case, lines=[1], word="released", note="Seen.", actor=sender)
    dispose_lines(case=case, lines=[2], word="held", note="Later.", actor=sender)
    dispose_lines(case=case, lines=[2], word="seized", note="By customs.", actor=sender)
    assert heard() == [("ask", "undecided", None), ("hold", "on_hold", None), ("hold", "decision", "in_part")]


@pytest.mark.parametrize("held", [None, "officer", "lead"])
def test_a_wait_for_an_authority_is_told_as_a_hold_is(sender: User, lead: User, held: str | None) -> None:
    """On a case that nobody holds, that an officer holds, or a lead."""
    cases = [opened(VAGUE, reference=reference) for reference in ("A", "B")]
    holders = {"officer": sender, "lead": lead}
    told = list[list[Any]]()
    for case, verb in zip(cases, (suspend, await_authority), strict=True):
        if held:
            suspend(case=case, note="Wait.", actor=holders[held])
        verb(case=case, note="Wait.", actor=lead)
        resume(case=case, note="On.", actor=lead)
        told.append(heard()[sum(map(len, told)) :])
    assert told == [[("hold", "on_hold", None), ("ask", "review", None)]] * 2


def test_a_correction_is_told_where_the_word_changes(sender: User) -> None:
    case = opened(VAGUE)
    correct_field(case=case, line=line_of(case, 1), field="quantity", corrected="15", reason="Read.", actor=sender)
    assert heard() == []
    case.refresh_from_db()
    named = {"field": "name", "corrected": "Acetone", "reason": "The invoice says it."}
    correct_field(case=case, line=line_of(case, 1), actor=sender, **named)
    assert heard() == [("hold", "duty", None)]


def test_a_look_back_that_opens_a_case_is_told(sender: User) -> None:
    listed_later(CITRIC)
    open_due()
    assert [decision for _, _, decision in heard()] == [None]


def test_what_is_refused_tells_nothing(sender: User, lead: User) -> None:
    case = opened(PIPERIDONE)
    with pytest.raises(WatchlistError):
        dispose(case=case, word="released", note="Seen.", actor=sender)
    assert heard() == []


def test_only_who_sent_the_shipment_hears_of_it(sender: User, second_officer: User) -> None:
    subscribe(owner=second_officer, url="https://other.example/", events=["screening.decided"])
    dispose(case=opened(VAGUE), word="refused", note="No.", actor=sender)
    assert [row.webhook.owner for row in WebhookDelivery.objects.all()] == [sender]
