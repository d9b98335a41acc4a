"""What a client written from the document alone relies on: what is open, what is free, what the document states."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.openapi import document
from watchlist.access.models import IdempotentCall, Token
from watchlist.access.uses import TokenUse
from watchlist.screenings.models import Screening

API = "/api/v1/"
JSON = "application/json"
LINE = {"name": "Acetone", "quantity": 25}


def _schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["components"]["schemas"][name]["properties"]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["problems/", "problems/not-held/", "schema/"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Token of-nobody"}])
def test_what_describes_the_service_asks_for_no_token(path: str, headers: dict[str, str]) -> None:
    answer = APIClient().get(f"{API}{path}", headers=headers)
    assert answer.status_code == 200
    again = APIClient().get(f"{API}{path}", headers={**headers, "If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "read"), [("*/*", yaml.safe_load), ("application/vnd.oai.openapi+json", json.loads)]
)
def test_the_document_is_served_in_both_forms(accept: str, read: Any) -> None:
    served = read(APIClient().get(f"{API}schema/", headers={"Accept": accept}).content)
    assert served["paths"].keys() == document()["paths"].keys()


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["Token", "token", "Bearer", "bearer"])
def test_a_token_is_taken_under_either_name(officer: User, scheme: str) -> None:
    _, text = Token.objects.create(user=officer, scopes="screen")
    assert APIClient().get(f"{API}screenings/", headers={"Authorization": f"{scheme} {text}"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer of-nobody", "Digest x", "Token"])
def test_what_is_no_token_of_ours_is_none_under_either_name(header: str) -> None:
    refused = APIClient().get(f"{API}screenings/", headers={"Authorization": header})
    assert (refused.status_code, refused.json()["type"]) == (401, f"{API}problems/token-needed/")


@pytest.mark.django_db
def test_what_has_not_changed_is_not_charged(caller: Caller, officer: User) -> None:
    client = caller(officer)
    first = client.get(f"{API}screenings/")
    again = [client.get(f"{API}screenings/", headers={"If-None-Match": first["ETag"]}) for _ in range(3)]
    assert [answer.status_code for answer in again] == [304] * 3
    assert {answer["RateLimit"].partition(";t=")[0] for answer in again} == {first["RateLimit"].partition(";t=")[0]}
    assert set(TokenUse.objects.values_list("calls", flat=True)) == {1}


def _send(client: APIClient, body: str, path: str) -> Any:
    return client.generic("POST", f"{API}{path}", body, content_type=JSON, HTTP_IDEMPOTENCY_KEY="k-1")


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("path", ["screenings/", "manifests/"])
@pytest.mark.parametrize(
    ("again", "is_same"),
    [
        ('{"lines":[{"quantity":25.00,"name":"Acetone"}],"reference":"A"}', True),
        ('{ "reference" : "A",\n "lines": [ {"name": "Ac\\u0065tone", "quantity": 25.00} ] }', True),
        ('{"reference":"A","lines":[{"name":"Acetone","quantity":25.0}]}', False),
        ('{"reference":"A","lines":[{"name":"Acetone","quantity":"25.00"}]}', False),
        ('{"reference":"B","lines":[{"name":"Acetone","quantity":25.00}]}', False),
        ('{"reference":"A","lines":[{"name":"Acetone","quantity":25.00},{}]}', False),
    ],
)
def test_a_call_is_known_by_what_it_says_and_not_by_how_it_is_written(
    caller: Caller, officer: User, path: str, again: str, is_same: bool
) -> None:
    client = caller(officer)
    first = _send(client, '{"reference":"A","lines":[{"name":"Acetone","quantity":25.00}]}', path)
    second = _send(client, again, path)
    assert first.status_code in (201, 202)
    assert (second.status_code == first.status_code, second.get("Idempotent-Replayed")) == (
        (True, "true") if is_same else (False, None)
    )


@pytest.mark.usefixtures("law")
def test_a_key_that_an_earlier_release_kept_is_known(caller: Caller, officer: User) -> None:
    client, body = caller(officer), '{"lines":[{"name":"Acetone"}]}'
    first = _send(client, body, "screenings/")
    IdempotentCall.objects.update(fingerprint=sha256(body.encode()).hexdigest())
    assert _send(client, body, "screenings/").content == first.content
    assert Screening.objects.count() == 1


@pytest.mark.usefixtures("law")
def test_a_shipment_states_the_days_on_which_law_is_asked(caller: Caller, officer: User) -> None:
    line = {"cas": "108-24-7", "quantity": "500", "unit": "kg"}
    days = {"date": "2026-03-01", "export_date": "2026-03-02", "arrival_date": "2026-03-20"}
    route = {"origin": "US", "destination": "MX"}
    client = caller(officer)
    screened = client.post(
        f"{API}screenings/", {**route, **days, "lines": [line, {**line, "export_date": "2026-03-05"}]}
    )
    asked = [
        {(f["jurisdiction"], f["as_of"], f["date_basis"]) for f in found["findings"]}
        for found in screened.json()["lines"]
    ]
    assert {("US", "2026-03-02", "export"), ("MX", "2026-03-20", "arrival")} <= asked[0]
    assert {("US", "2026-03-05", "export"), ("MX", "2026-03-20", "arrival")} <= asked[1]
    domestic = {"origin": "US", "destination": "US", "operation": "domestic", "date": "2026-03-01", "lines": [line]}
    supplied = client.post(f"{API}screenings/", domestic).json()["lines"][0]["findings"]
    assert ("US", "2026-03-01", "supply") in {(f["jurisdiction"], f["as_of"], f["date_basis"]) for f in supplied}


def test_the_document_states_what_is_bounded_and_what_is_a_file() -> None:
    assert _schema("ManifestForm")["file"]["format"] == "binary"
    bounds = {
        name: (_schema(name)["lines"]["minItems"], _schema(name)["lines"]["maxItems"])
        for name in ("ScreeningRequest", "ManifestRequest")
    }
    assert bounds == {"ScreeningRequest": (1, 500), "ManifestRequest": (1, 1_000_000)}
    assert document()["components"]["securitySchemes"]["bearerToken"]["scheme"] == "bearer"
    asked = document()["paths"]["/api/v1/screenings/"]["get"]["security"]
    assert asked == [{"bearerToken": []}, {"knoxApiToken": []}]
