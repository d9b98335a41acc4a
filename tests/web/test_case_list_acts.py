"""The list of cases as a whole: filters that a person keeps, cases given together, and the list as CSV."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import PIPERIDONE, VAGUE, opened
from watchlist.audit.models import AuditEvent
from watchlist.cases.lifecycle import await_authority
from watchlist.cases.models import Case
from watchlist.cases.saved_filters import LONGEST_NAME, MOST, SavedFilter, save_filter
from watchlist.engine.errors import CorrectTheData

pytestmark = pytest.mark.usefixtures("law")
LIST, FILTERS, TOGETHER, FILE = (reverse(f"cases:{name}") for name in ("list", "filters", "together", "file"))


def test_a_filter_is_kept_for_its_person_alone_and_forgotten(
    client: Client, officer: User, second_officer: User
) -> None:
    opened(VAGUE)
    query = urlencode({"whose": "mine", "sort": "due"})
    client.force_login(officer)
    assert client.post(FILTERS, {"name": "  My own ", "query": query}).url == f"{LIST}?{query}"
    client.post(FILTERS, {"name": "My own", "query": "q=acme"})
    assert list(SavedFilter.objects.values_list("person__username", "name", "query")) == [
        (officer.username, "My own", "q=acme")
    ]
    assert "?q=acme" in client.get(LIST).content.decode()
    client.force_login(second_officer)
    assert "My own" not in client.get(LIST).content.decode()
    client.post(FILTERS, {"forget": "My own"})
    assert SavedFilter.objects.count() == 1
    client.force_login(officer)
    client.post(FILTERS, {"forget": "My own"})
    assert not SavedFilter.objects.exists()


def test_what_is_no_name_and_one_too_many_are_refused(officer: User) -> None:
    for name in ("", "  ", "x" * (LONGEST_NAME + 1)):
        with pytest.raises(CorrectTheData):
            save_filter(person=officer, name=name, query="")
    for number in range(MOST):
        save_filter(person=officer, name=str(number), query="")
    with pytest.raises(CorrectTheData):
        save_filter(person=officer, name="more", query="")
    save_filter(person=officer, name="1", query="q=again")


def test_cases_are_given_together_each_with_an_event_of_its_own(
    client: Client, officer: User, second_officer: User, auditor: User, curator: User
) -> None:
    cases = [opened(VAGUE, reference=name) for name in ("ONE", "TWO", "THREE")]
    sent = {"case": [case.pk for case in cases[:2]], "to": second_officer.pk, "query": "sort=due\r\nX: y"}
    client.force_login(auditor)
    assert client.post(TOGETHER, sent).status_code == 403
    client.force_login(officer)
    assert client.post(TOGETHER, sent).url.startswith(f"{LIST}?sort=due")
    assert [case.assignee for case in Case.objects.order_by("pk")] == [second_officer, second_officer, None]
    assert [case.events.filter(verb="assign").count() for case in cases] == [1, 1, 0]
    client.post(TOGETHER, {**sent, "to": curator.pk})
    assert Case.objects.filter(assignee=second_officer).count() == 2
    client.post(TOGETHER, {**sent, "to": ""})
    assert not Case.objects.exclude(assignee=None).exists()
    for wrong in ({}, {"case": ["x"]}, {"case": [cases[0].pk], "to": "0"}):
        assert client.post(TOGETHER, wrong).status_code == 302


def rows(client: Client, reader: User, **asked: str) -> list[dict[str, str]]:
    client.force_login(reader)
    answer = client.get(FILE, asked)
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]


def test_the_list_as_csv_holds_what_its_filter_shows_and_tells_of_no_report(
    client: Client, officer: User, lead: User
) -> None:
    opened(PIPERIDONE, reference="=1+1")
    waits = opened(VAGUE, reference="WAITS")
    await_authority(case=waits, note="Told to wait.", actor=lead)
    found = rows(client, officer)
    assert {row["case"] for row in found} == {case.number for case in Case.objects.all()}
    assert {row["shipment"] for row in found} == {"'=1+1", "WAITS"}
    assert all(datetime.fromisoformat(row["opened_at"]).tzinfo for row in found)
    assert [row["state"] for row in rows(client, officer, q="WAITS")] == ["on_hold"]
    assert [row["state"] for row in rows(client, lead, q="WAITS")] == ["awaiting_authority"]
    assert AuditEvent.objects.filter(verb="export").count() == 3
