"""A checkout call: an answer in short, of which nothing is kept but the count of its lines and its signals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.internal_lists.conftest import FILE, Opened, opened, reader_of
from watchlist.access.signals import TokenSignal
from watchlist.access.uses import TokenUse
from watchlist.cases.lifecycle import suspend
from watchlist.cases.models import Case
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.manifests.models import Manifest, Party
from watchlist.screenings.models import Screening

__all__ = ["opened", "reader_of"]

URL = "/api/v1/screenings/"
SHORT = f"{URL}?view=verdict"
LARGEST_LINE = 1_000
"""Bytes of a line in the view of a checkout."""
MOST_STATEMENTS = 20
ACETONE = {"key": "A", "name": "Acetone", "quantity": "200", "unit": "kg", "consignee": "Customer 1 Ltd"}
SALT = {"key": "B", "name": "Sodium chloride"}
RELATIVE = {"key": "C", "smiles": "OC(=O)Cc1ccc(F)cc1"}

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def client(caller: Caller, officer: User) -> APIClient:
    return caller(officer, "screen")


def in_short(body: dict[str, Any]) -> list[tuple[str, ...]]:
    words = ("key", "verdict", "action", "severity")
    return [tuple(line[word] for word in words) for line in body["lines"]]


def test_of_a_checkout_only_the_count_and_the_signals_are_kept(client: APIClient) -> None:
    answer = client.post(SHORT, {"lines": [ACETONE, SALT, RELATIVE], "store": False, "reference": "ORDER-1"})
    assert answer.status_code == 200, answer.content
    assert answer.json()["id"] is None
    assert "Location" not in answer
    for kept in (Screening, Manifest, Party, Case):
        assert not kept.objects.exists()
    assert TokenUse.objects.filter(span="day").aggregate(Sum("lines"))["lines__sum"] == 3
    assert TokenSignal.objects.exists()


def test_the_same_is_said_in_short_whole_stored_and_unstored(client: APIClient) -> None:
    body = {"lines": [ACETONE, SALT, RELATIVE], "origin": "US", "destination": "CO", "operation": "export"}
    unstored = client.post(SHORT, {**body, "store": False}).json()
    whole = client.post(URL, {**body, "store": False}).json()
    stored = client.post(SHORT, body).json()
    read = client.get(f"{URL}{stored['id']}/", {"view": "verdict"}).json()
    assert in_short(unstored) == in_short(whole) == in_short(stored)
    assert stored == read
    assert (whole["id"], whole["summary"]["lines"]) == (None, 3)
    assert [line["lists"] for line in unstored["lines"]] == [line["lists"] for line in stored["lines"]]
    assert unstored["lines"][0]["substances"] == ["Acetone"]
    assert [line["ground"] for line in unstored["lines"]] == [None, "route_not_held", None]
    assert (unstored["controlled"], unstored["review"]) == (1, 2)


def test_a_checkout_counts_what_is_stored_and_adds_nothing_to_it(client: APIClient) -> None:
    """Of a limit on a party's year both orders are told; the first of them, unstored, is in no sum."""
    order = {"lines": [{**ACETONE, "quantity": "900", "date": "2026-03-02"}], "origin": "US", "operation": "export"}
    order["destination"] = "CO"
    for _ in range(2):
        alone = client.post(SHORT, {**order, "store": False, "reference": "ORDER-1"}).json()["limits"]
    client.post(SHORT, {**order, "reference": "ORDER-2"})
    beside = client.post(SHORT, {**order, "store": False, "reference": "ORDER-1", "another_shipment": True}).json()
    assert {limit["met"] for limit in alone} == {"unknown"}
    assert "yes" in {limit["met"] for limit in beside["limits"]}


def test_an_internal_list_is_seen_by_those_who_may_and_leaves_no_trace_for_others(
    caller: Caller, officer: User, opened: Opened, reader_of: Any
) -> None:
    opened("house-plants", FILE, "plant guards")
    body = {"lines": [{"name": "Quuxolan 7"}], "store": False}
    to_others, to_reader = (
        caller(user, "screen").post(SHORT, body).json() for user in (officer, reader_of("plant guards"))
    )
    assert "house-plants" in to_reader["lines"][0]["lists"]
    assert "house-plants" not in json.dumps(to_others)


def test_no_line_takes_a_kilobyte(client: APIClient, law: CompiledLaw) -> None:
    names = sorted(substance.name for substance in law.substances.values())
    for first in range(0, len(names), 400):
        lines = [{"key": str(n), "name": name} for n, name in enumerate(names[first : first + 400])]
        body = client.post(SHORT, {"lines": lines, "store": False}).json()
        assert max(len(json.dumps(line).encode()) for line in body["lines"]) < LARGEST_LINE


def test_a_key_answers_in_the_view_that_was_asked(client: APIClient) -> None:
    body = {"lines": [ACETONE], "reference": "ORDER-3"}
    first, again = (client.post(SHORT, body, headers={"Idempotency-Key": "k-1"}) for _ in range(2))
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert client.post(URL, body, headers={"Idempotency-Key": "k-1"}).status_code == 422
    assert Screening.objects.count() == 1


@pytest.mark.parametrize("query", ["view=all", "zzz=1", "view=verdict&view=whole"])
def test_another_query_is_refused(client: APIClient, query: str) -> None:
    answer = client.post(f"{URL}?{query}", {"lines": [SALT]})
    assert (answer.status_code, answer.json()["type"].rsplit("/", 2)[-2]) == (400, "query-not-understood")
    assert not Screening.objects.exists()


def test_a_checkout_says_whether_the_goods_may_go_and_heeds_the_hold_of_their_shipment(
    client: APIClient, officer: User
) -> None:
    def asked(goods: dict[str, str], reference: str) -> dict[str, Any]:
        said = client.post(SHORT, {"lines": [goods], "store": False, "reference": reference}).json()
        return {**said["disposition"], "case": said["case"]}

    assert (asked(SALT, "NEW")["word"], asked(SALT, "NEW")["ground"]["kind"]) == ("go", "nothing_found")
    assert (asked(ACETONE, "NEW")["word"], asked(ACETONE, "NEW")["ground"]["kind"]) == ("ask", "review")
    client.post(SHORT, {"lines": [ACETONE], "reference": "KNOWN"})
    case = Case.objects.get()
    suspend(case=case, note="Wait.", actor=officer)
    known = asked(SALT, "KNOWN")
    assert (known["word"], known["of_this_screening"], known["case"]["number"]) == ("hold", False, case.number)


def test_a_checkout_asks_the_database_twenty_times_whatever_was_stored(client: APIClient) -> None:
    order = {"lines": [{**ACETONE, "date": "2026-03-02"}], "origin": "US", "destination": "CO", "operation": "export"}
    asked = []
    for stored in range(4):
        client.post(SHORT, {**order, "reference": f"STORED-{stored}"})
        with CaptureQueriesContext(connection) as statements:
            client.post(SHORT, {**order, "store": False, "reference": "ORDER"})
        asked.append(len(statements))
    assert max(asked) <= MOST_STATEMENTS
    assert len(set(asked[1:])) == 1
