"""Webhooks hear that a case was opened or closed: its number, and nothing of what it says."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import PIPRONAL, opened
from watchlist.cases.lifecycle import await_authority, dispose, reopen, suspend
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.usefixtures("law")
URL = "https://receiver.example/"
BOTH = ["case.opened", "case.closed"]


def heard() -> list[str]:
    return list(WebhookDelivery.objects.order_by("created_at").values_list("event", flat=True))


def test_a_case_is_announced_when_it_is_opened_and_when_it_is_closed(officer: User) -> None:
    subscribe(owner=officer, url=URL, events=BOTH)
    case = opened(PIPRONAL)
    told = json.loads(WebhookDelivery.objects.get().payload)
    assert (told["event"], told["subject"]) == ("case.opened", case.number)
    assert told["data"] == {"case": case.number, "link": f"/api/v1/cases/{case.number}/"}
    assert opened(PIPRONAL) == case
    assert heard() == ["case.opened"], "it was open when its shipment was screened again"
    dispose(case=case, word="refused", note="No use was named.", actor=officer)
    assert opened(PIPRONAL) == case
    dispose(case=case, word="withdrawn", note="They took it back.", actor=officer)
    reopen(case=case, note="It came again.", actor=officer)
    assert heard() == ["case.opened", "case.closed"] * 2 + ["case.opened"]


def test_a_hold_and_a_report_are_announced_to_nobody(officer: User, lead: User) -> None:
    subscribe(owner=lead, url=URL, events=BOTH)
    suspend(case=opened(PIPRONAL), note="Asked the bank.", actor=officer)
    await_authority(case=opened(PIPRONAL, reference="other"), note="Told.", actor=lead)
    assert heard() == ["case.opened", "case.opened"]


def test_only_who_reads_cases_hears_of_them(curator: User) -> None:
    with pytest.raises(CorrectTheQuestion, match="no right to hear of case"):
        subscribe(owner=curator, url=URL, events=BOTH)
