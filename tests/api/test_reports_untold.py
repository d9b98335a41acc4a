"""Whoever asks, every answer of the API is, byte for byte, the same with a report to an authority and without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.cases.shipments import PIPERIDONE, VAGUE, opened
from tests.internal_lists.test_non_interference import _places, _said
from watchlist.cases.events import record_event
from watchlist.cases.lifecycle import add_note, suspend
from watchlist.cases.models import AWAITING, AuthorityReport, Case

PLACE = "/api/v1/cases/"

pytestmark = pytest.mark.usefixtures("law")


def reported(case: Case, lead: User) -> None:
    """Report a case that a lead holds, and wait for the authority."""
    AuthorityReport.objects.create(
        case=case,
        jurisdiction="CA",
        authority="Health Canada",
        text="The consignee has no licence.",
        sent_on=date(2026, 3, 2),
        by=lead,
        at=datetime.now(UTC),
    )
    record_event(case, "report", lead.username, text="The consignee has no licence.", restricted=True)
    Case.objects.filter(pk=case.pk).update(state=AWAITING)


def places(case: Case) -> Iterator[str]:
    """Yield every address that may tell of a case."""
    yield from (place for place in _places() if "law" not in place)
    yield from (f"{PLACE}{case.number}/{rest}" for rest in ("", "lines/", "judgements/", "decisions/", "events/"))
    yield f"{PLACE}{case.number}/events/?limit=2"
    yield from (f"{PLACE}?state={state}" for state in ("on_hold", "investigating", "pending", "awaiting_authority"))
    yield from (f"{PLACE}?limit=1", f"{PLACE}?due_before=2099-01-01", f"{PLACE}?assignee=lead")


@pytest.mark.long
def test_every_answer_is_the_same_with_a_report_and_without(
    caller: Caller, officer: User, second_officer: User, lead: User, auditor: User
) -> None:
    case = opened(PIPERIDONE)
    opened(VAGUE, reference="INV-2")
    suspend(case=case, note="Wait.", actor=lead)
    clients = [*(caller(user) for user in (officer, second_officer, lead, auditor)), APIClient()]
    asked = [(client, place) for client in clients for place in places(case)]
    before = [_said(client.get(place)) for client, place in asked]
    assert b'"on_hold"' in b"".join(said[1] for said in before)
    reported(case, lead)
    after = [_said(client.get(place)) for client, place in asked]
    assert [place for (_, place), then, now in zip(asked, before, after, strict=True) if then != now] == []


def test_what_follows_is_counted_as_if_nothing_were_between(caller: Caller, officer: User, lead: User) -> None:
    case = opened(VAGUE)
    suspend(case=case, note="Wait.", actor=lead)
    reported(case, lead)
    add_note(case=case, text="Asked again.", actor=officer)
    for user in (officer, lead):
        events = caller(user).get(f"{PLACE}{case.number}/events/").json()["items"]
        assert [(event["number"], event["verb"]) for event in events] == [(1, "open"), (2, "hold"), (3, "note")]


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("resume", {"note": "Nobody says what it is."}),
        ("decisions", {"word": "refused", "note": "Nobody says what it is."}),
    ],
)
def test_a_verb_is_refused_in_the_same_words(
    caller: Caller, officer: User, lead: User, verb: str, body: dict[str, str]
) -> None:
    case = opened(VAGUE)
    suspend(case=case, note="Wait.", actor=lead)
    client = caller(officer)

    def refusal() -> Any:
        answer = client.post(f"{PLACE}{case.number}/{verb}/", body)
        return answer.status_code, answer.content

    before = refusal()
    reported(case, lead)
    assert refusal() == before
    assert before[0] == 403
