"""A stored screening is answered again as it was, and what another engine answers is shown and named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from watchlist.access.signals import SIGNALS
from watchlist.engine import versions as engine
from watchlist.law_store.history import correct
from watchlist.law_store.models import Scheduling
from watchlist.screenings import replaying
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import read_question

URL = "/api/v1/screenings/"
SHIPMENT = {
    "reference": "R-1",
    "date": "2024-05-01",
    "lines": [
        {
            "key": "A",
            "name": "Acetic anhydride",
            "cas": "108-24-7",
            "quantity": 25.50,
            "unit": "kg",
            "consignee": "Acme",
        },
        {"key": "B", "smiles": "CCOC(=O)Cc1ccccc1"},
        {"key": "C", "name": "goods"},
    ],
}

pytestmark = pytest.mark.usefixtures("law")


def test_the_same_engine_answers_the_same(caller: Caller, officer: User) -> None:
    client = caller(officer)
    made = client.post(URL, SHIPMENT).json()
    client.post(URL, {**SHIPMENT, "reference": "R-2"})
    again = client.get(f"{URL}{made['id']}/replay/").json()
    assert (again["same"], again["lines"], again["engine_differs"]) == (True, 3, [])
    assert again["differences"] == again["coverage_differs"] == again["summary_differs"] == []


def test_an_answer_with_every_inchikey_is_given_again_with_every_inchikey(
    caller: Caller, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, lines = caller(officer), [{"smiles": "CC(C)=O"}, {"smiles": "Oc1ccccc1"}, {"name": "phenol"}]
    for asked in ("shown", "all"):
        made = client.post(URL, {"lines": lines, "inchikey": asked, "reference": asked}).json()
        keys = [[reading["inchikey"] is not None for reading in line["resolution"]] for line in made["lines"]]
        assert keys == [[True], [asked == "all"], [asked == "all"]]
        assert client.get(f"{URL}{made['id']}/replay/").json()["same"]
    # As of an answer of before they could be asked for: its question says nothing of them.
    monkeypatch.setattr(replaying, "read_question", lambda text: replace(read_question(text), all_inchikeys=False))
    assert client.get(f"{URL}{made['id']}/replay/").json()["same"]


def test_an_inchikey_is_asked_for_by_a_word(caller: Caller, officer: User) -> None:
    refused = caller(officer).post(URL, {"lines": [{"name": "phenol"}], "inchikey": "some"})
    assert refused.status_code == 400


def test_what_was_corrected_since_changes_nothing_of_what_was_known_then(caller: Caller, officer: User) -> None:
    client = caller(officer)
    made = client.post(URL, SHIPMENT).json()
    row = Scheduling.law.current().filter(entry__substance__key="acetic-anhydride").first()
    assert row is not None
    correct(entry=row.entry, replacements={row: None}, actor="curator", reason="it was never listed")
    assert client.get(f"{URL}{made['id']}/replay/").json()["same"]
    assert client.post(URL, SHIPMENT).json()["lines"][0]["findings"] != made["lines"][0]["findings"]


def test_another_engine_is_named_with_each_line_that_it_answers_differently(
    caller: Caller, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = caller(officer)
    made = client.post(URL, SHIPMENT).json()
    monkeypatch.setattr(engine, "rules_sha256", lambda: "0" * 64)
    monkeypatch.setattr("watchlist.engine.decision.run.request_for", lambda fields, item: "Another text.")
    again = client.get(f"{URL}{made['id']}/replay/").json()
    assert (again["same"], again["engine_differs"]) == (False, ["rules_sha256"])
    assert {found["key"]: found["fields"] for found in again["differences"]} == {key: ["request"] for key in "ABC"}
    assert again["differences"][0]["now"]["request"] == "Another text."


def test_the_reasons_of_signals_are_withheld_in_a_replay_too(
    caller: Caller, program: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = caller(program)
    made = client.post(URL, {"jurisdictions": ["UN"], "lines": SHIPMENT["lines"]}).json()
    monkeypatch.setattr("watchlist.engine.decision.run.request_for", lambda fields, item: "Another text.")
    told = json.dumps(client.get(f"{URL}{made['id']}/replay/").json()["differences"])
    (stored,) = ScreenedLine.objects.filter(screening=made["id"], line__key="B")
    (signal,) = (one for one in json.loads(stored.record)["findings"] if one["tier"] in SIGNALS)
    assert signal["explanation"] not in told


def test_a_replay_is_for_those_who_may_read_the_screening(caller: Caller, officer: User, program: User) -> None:
    made = caller(officer).post(URL, SHIPMENT).json()
    assert caller(program).get(f"{URL}{made['id']}/replay/").status_code == 404
