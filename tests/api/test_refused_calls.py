"""Calls that an integrator gets wrong first: each is refused by a problem that says what to send instead."""

from __future__ import annotations

import json
from base64 import b64encode
from random import Random
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from watchlist.screenings.models import Screening
from watchlist.tasks import run_job

API = "/api/v1/"
JSON = "application/json"
HOOK = {"url": "https://receiver.example/hook", "events": ["screening.done"]}

pytestmark = pytest.mark.usefixtures("law")


class Refusal(NamedTuple):
    """A call, and how it is refused: the status, the kind of problem, what it names, and words of its sentence."""

    method: str
    path: str
    body: str | None
    status: int
    kind: str
    named: tuple[str, ...] = ()
    words: str = ""


REFUSALS = {
    "a manifest without a body": Refusal("POST", "manifests/", None, 400, "request-not-valid", ("#/file",)),
    "a missing slash": Refusal("GET", "screenings", None, 404, "slash-missing", (), "/api/v1/screenings/"),
    "a missing slash of a write": Refusal("POST", "manifests", "{}", 404, "slash-missing", (), "/api/v1/manifests/"),
    "a missing slash within": Refusal("GET", "lists/un-table-1", None, 404, "slash-missing", (), "un-table-1/"),
    "an address of nothing": Refusal("GET", "nothing-here", None, 404, "not-held"),
    "a target of webhooks without TLS": Refusal(
        "POST", "webhooks/", json.dumps({**HOOK, "url": "http://receiver.example/"}), 422, "url-refused", ("#/url",)
    ),
    "a target of webhooks that is not public": Refusal(
        "POST", "webhooks/", json.dumps({**HOOK, "url": "https://10.0.0.1/"}), 422, "url-refused", ("#/url",)
    ),
    "a body that is too large": Refusal(
        "POST", "screenings/", json.dumps({"lines": ["x" * 2_000]}), 413, "body-too-large", (), "at most 1,000 bytes"
    ),
    "a parameter of the schema": Refusal("GET", "schema/?zzz=1", None, 400, "query-not-understood", ("zzz",)),
    "a country that is none": Refusal(
        "POST", "screenings/", '{"origin": "Atlantis", "lines": [{}]}', 400, "request-not-valid", ("#/origin",)
    ),
    "an operation that is none": Refusal(
        "POST", "screenings/", '{"operation": "sale", "lines": [{}]}', 400, "request-not-valid", ("#/operation",)
    ),
    "no lines": Refusal("POST", "screenings/", '{"lines": []}', 400, "request-not-valid", ("#/lines",)),
}


def _call(client: APIClient, refusal: Refusal) -> Any:
    place, kind = f"{API}{refusal.path}", "" if refusal.body is None else JSON
    return client.generic(refusal.method, place, refusal.body or "", content_type=kind)


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_wrong_call_is_told_what_is_wrong_with_it(
    caller: Caller, officer: User, settings: Settings, refusal: Refusal
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = _call(caller(officer), refusal)
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (refusal.status, f"{API}problems/{refusal.kind}/"), problem
    named = tuple(error.get("pointer") or error["parameter"] for error in problem.get("errors", ()))
    assert named == refusal.named
    assert refusal.words in problem["detail"]


def test_a_manifest_that_is_too_large_is_told_how_large_one_may_be(
    caller: Caller, officer: User, settings: Settings
) -> None:
    settings.MAX_UPLOAD_BYTES = 2_000
    file = SimpleUploadedFile("a.csv", b"name\n" + b"x" * 3_000)
    answer = caller(officer).post(f"{API}manifests/", {"file": file}, format="multipart")
    assert (answer.status_code, "2,000 bytes" in answer.json()["detail"]) == (413, True)


@pytest.mark.parametrize(
    ("authorization", "kind"),
    [
        (None, "log-in-refused"),
        ("Basic " + b64encode(b"officer:wrong").decode(), "log-in-refused"),
        ("Basic " + b64encode(b"nobody:wrong").decode(), "log-in-refused"),
        ("Basic not-base64", "log-in-refused"),
    ],
)
def test_a_log_in_that_fails_is_not_asked_for_a_token(
    client: Any, officer: User, authorization: str | None, kind: str
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = client.post(f"{API}tokens/", "{}", content_type=JSON, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, f"{API}problems/{kind}/")
    assert answer["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("written", ["USA", "usa", "United States", "us", " US "])
def test_a_country_of_the_shipment_is_read_as_one_of_a_line(caller: Caller, officer: User, written: str) -> None:
    answer = caller(officer).post(
        f"{API}screenings/", {"origin": written, "transit": [written], "operation": "Export", "lines": [{"name": "x"}]}
    )
    assert answer.status_code == 201, answer.content
    asked = json.loads(Screening.objects.get().question)
    assert (asked["origin"], asked["transit"], asked["operation"]) == ("US", ["US"], "export")


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.edi"])
@pytest.mark.parametrize("size", [200, 4_096, 100_000])
def test_a_file_of_noise_is_refused_without_its_bytes(caller: Caller, officer: User, name: str, size: int) -> None:
    client = caller(officer)
    file = SimpleUploadedFile(name, Random(1).randbytes(size))
    accepted = client.post(f"{API}manifests/", {"file": file}, format="multipart").json()
    run_job(accepted["job"])
    told = client.get(accepted["links"]["self"]).json()
    assert (told["state"], "no text" in told["error"] or "no UN/EDIFACT" in told["error"]) == ("dead", True)
    assert told["error"].isascii()
    assert '"' not in told["error"]
