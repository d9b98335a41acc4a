"""A program in test mode goes through the whole loop of a manifest, and nothing of it stays or counts."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import F
from openpyxl import load_workbook
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller, Program
from tests.api.described import assert_described
from tests.api.test_test_mode import rows
from watchlist.access.models import Token
from watchlist.access.tokens import issue, rotate
from watchlist.api.manifests.records import AcceptedManifest, ManifestRecord
from watchlist.api.manifests.stable_workbooks import without_instants
from watchlist.api.screenings.dispositions import ScreeningDisposition
from watchlist.screenings.trial_models import KEPT, UNDER_WAY, TrialManifest
from watchlist.screenings.trials import drop_old_trials

API: Final = "/api/v1/"
NAMES: Final = ("Test controlled", "Test no match", "Acetic anhydride")
VERDICTS: Final = ["controlled", "no_match", "unresolved"]
BODY: Final[dict[str, Any]] = {
    "reference": "INV-1",
    "origin": "US",
    "lines": [{"key": name, "name": name, "cas": "108-24-7", "consignee": "Acme"} for name in NAMES],
}

pytestmark = pytest.mark.usefixtures("law")


def _client(text: str) -> APIClient:
    client = Program()
    client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return client


@pytest.fixture
def issued(officer: User) -> tuple[Token, str]:
    return issue(user=officer, scopes=["screen"], actor="officer", name="trial", is_test=True)


@pytest.fixture
def client(issued: tuple[Token, str]) -> APIClient:
    return _client(issued[1])


def _as_file(suffix: str) -> dict[str, Any]:
    if suffix == "csv":
        content = "\n".join(("Line,Description of goods", *(f"{n},{name}" for n, name in enumerate(NAMES))))
    else:
        content = "\n".join(json.dumps({"name": name}) for name in NAMES)
    file = BytesIO(content.encode())
    file.name = f"goods.{suffix}"
    return {"file": file, "reference": "INV-1"}


def _later(by: timedelta = UNDER_WAY) -> None:
    """Have so much time gone by since everything was sent."""
    TrialManifest.objects.update(received_at=F("received_at") - by)


def _sent(client: APIClient) -> str:
    return str(client.post(f"{API}manifests/", BODY).json()["links"]["self"])


def _without_trials() -> dict[str, int]:
    return {name: count for name, count in rows().items() if name != "TrialManifest"}


@pytest.mark.parametrize("kind", ["json", "csv", "jsonl"])
def test_the_loop_is_that_of_a_real_manifest(client: APIClient, kind: str) -> None:
    before = _without_trials()
    sent: dict[str, Any] = {"data": BODY} if kind == "json" else {"data": _as_file(kind), "format": "multipart"}
    answer = client.post(f"{API}manifests/", headers={"Idempotency-Key": "1"}, **sent)
    body = answer.json()
    assert (answer.status_code, answer["Retry-After"], answer["Watchlist-Test"]) == (202, "1", "true")
    assert (body["test"], body["state"], body["total"], body["reference"]) == (True, "running", 3, "INV-1")
    assert_described(AcceptedManifest(), body, "accepted")

    place = answer["Location"]
    waits = client.get(place)
    assert (waits.json()["state"], waits.json()["summary"], waits["Retry-After"]) == ("running", None, "1")
    assert client.get(f"{place}lines/").json()["items"] == []
    early = client.get(f"{place}results/")
    assert (early.status_code, early["Retry-After"]) == (409, "1")
    assert client.get(f"{API}screenings/{body['id']}/disposition/").status_code == 404

    _later()
    done = client.get(place)
    assert "Retry-After" not in done
    assert_described(ManifestRecord(), done.json(), "done")
    assert (done.json()["state"], done.json()["test"], done.json()["case"]) == ("done", True, None)
    assert done.json()["coverage"]["lists"] == []
    told = client.get(f"{API}screenings/{body['id']}/disposition/").json()
    assert_described(ScreeningDisposition(), told, "disposition")
    assert (told["test"], told["disposition"]) == (True, done.json()["disposition"])
    assert told["disposition"]["word"] == "ask"
    first = client.get(f"{place}lines/?limit=2").json()
    rest = client.get(first["next"]).json()
    lines = [*first["items"], *rest["items"]]
    assert ([line["verdict"] for line in lines], rest["next"]) == (VERDICTS, None)
    assert all(line["explanation"].startswith("Test mode: ") for line in lines)
    (controlled,) = client.get(f"{place}lines/?verdict=controlled&text=test").json()["items"]
    assert controlled == lines[0]
    results = client.get(f"{place}results/")
    records = [json.loads(row) for row in b"".join(results.streaming_content).splitlines()]
    assert [record["record"] for record in records] == ["coverage", "line", "line", "line", "summary"]
    assert records[1:4] == lines
    assert _without_trials() == before


@pytest.mark.parametrize("name", ["jsonl", "csv", "xlsx"])
def test_a_file_of_results_is_downloaded_in_parts(client: APIClient, name: str) -> None:
    place = f"{_sent(client)}results/?format={name}"
    _later()
    whole = client.get(place)
    content = b"".join(whole.streaming_content)
    head = client.get(place, headers={"Range": "bytes=0-99"})
    tail = client.get(place, headers={"Range": "bytes=100-", "If-Range": whole["ETag"]})
    assert (head.status_code, tail.status_code) == (206, 206)
    assert b"".join(head.streaming_content) + b"".join(tail.streaming_content) == content
    assert client.get(place, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    if name == "xlsx":
        assert load_workbook(BytesIO(content)).sheetnames
        assert content == without_instants(content)


def test_what_was_sent_is_seen_by_its_token_alone_and_for_an_hour(
    client: APIClient, issued: tuple[Token, str], caller: Caller, officer: User
) -> None:
    place = _sent(client)
    _, other = issue(user=officer, scopes=["screen"], actor="officer", name="other", is_test=True)
    for stranger in (_client(other), caller(officer)):
        assert stranger.get(place).status_code == 404
    successor = _client(rotate(token=issued[0], actor="officer")[1])
    assert successor.get(place).status_code == 200
    _later(KEPT)
    assert client.get(place).status_code == 404


@pytest.mark.parametrize("by", ["command", "next"])
def test_what_is_over_is_deleted(client: APIClient, by: str) -> None:
    _sent(client)
    _later(KEPT)
    if by == "command":
        call_command("let_go")
        assert not TrialManifest.objects.exists()
    else:
        _sent(client)
        assert TrialManifest.objects.count() == 1


def test_what_is_within_its_hour_stays(client: APIClient) -> None:
    _sent(client)
    row = TrialManifest.objects.get()
    drop_old_trials(at=row.received_at + KEPT - timedelta(microseconds=1))
    assert TrialManifest.objects.exists()


def test_a_key_is_answered_once(client: APIClient) -> None:
    first, again = (client.post(f"{API}manifests/", BODY, headers={"Idempotency-Key": "k"}) for _ in range(2))
    assert (again.json(), again["Idempotent-Replayed"], again["Retry-After"]) == (first.json(), "true", "1")
    assert TrialManifest.objects.count() == 1


def test_what_breaks_a_rule_breaks_it_in_test_mode_too(client: APIClient, settings: Settings) -> None:
    refused = client.post(f"{API}manifests/", {**BODY, "origin": "Atlantis"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "#/origin")
    settings.MAX_LINES_PER_REQUEST = 2
    for sent, pointer in (({"data": BODY}, "#/lines"), ({"data": _as_file("csv"), "format": "multipart"}, "#/file")):
        refused = client.post(f"{API}manifests/", **sent)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, pointer)
    picture = BytesIO(b"MZ")
    picture.name = "goods.exe"
    refused = client.post(f"{API}manifests/", {"file": picture}, format="multipart")
    assert (refused.status_code, refused.json()["type"]) == (422, f"{API}problems/file-not-read/")
    assert not TrialManifest.objects.exists()
