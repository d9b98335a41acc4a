"""A test token is answered fixed goods, moves nothing that counts, and says at every turn that it is one."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Program
from tests.api.described import assert_described
from watchlist.access.models import Token
from watchlist.access.tokens import issue, rotate
from watchlist.api.screenings.screenings import ScreeningRecord
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.screenings.fixed_answers import fixed_goods

API: Final = "/api/v1/"
FIXED: Final = {
    "TEST CONTROLLED": "controlled",
    " test  review ": "review",
    "TEST NO MATCH": "no_match",
    "TEST UNRESOLVED": "unresolved",
    "Acetic anhydride": "unresolved",
    "": "unresolved",
}
SHIPMENT: Final[dict[str, Any]] = {
    "reference": "INV-1",
    "origin": "US",
    "destination": "MX",
    "lines": [
        {"key": str(place), "name": name, "cas": "108-24-7", "consignee": "Acme"} for place, name in enumerate(FIXED)
    ],
}
KEPT_OF_A_CALL: Final = {"IdempotentCall", "TokenUse"}
"""That it was made, under which key, and how often in this minute."""

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def token(officer: User) -> Token:
    return issue(user=officer, scopes=["screen", "read_lists"], actor="officer", name="trial", is_test=True)[0]


@pytest.fixture
def client(officer: User) -> APIClient:
    _, text = issue(user=officer, scopes=["screen", "read_lists"], actor="officer", name="trial", is_test=True)
    client = Program()
    client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return client


def rows() -> dict[str, int]:
    """Return how many rows each table has, but those that say that a call was made."""
    models = apps.get_app_config("watchlist").get_models()
    return {m.__name__: m._default_manager.count() for m in models if m.__name__ not in KEPT_OF_A_CALL}


def test_fixed_goods_are_answered_by_name_and_nothing_is_kept(client: APIClient) -> None:
    before = rows()
    answer = client.post(f"{API}screenings/", SHIPMENT, headers={"Idempotency-Key": "1"})
    body = answer.json()
    assert (answer.status_code, body["test"], answer["Watchlist-Test"]) == (201, True, "true")
    assert [line["verdict"] for line in body["lines"]] == list(FIXED.values())
    assert [line["key"] for line in body["lines"]] == [line["key"] for line in SHIPMENT["lines"]]
    assert all(line["explanation"].startswith("Test mode: ") for line in body["lines"])
    assert (body["coverage"]["lists"], body["coverage"]["engine"]["service"]) == ([], "test mode")
    counts = [body["summary"][name] for name in ("lines", "controlled", "review", "no_match", "unresolved")]
    assert counts == [6, 1, 1, 1, 3]
    assert_described(ScreeningRecord(), body, "screening")
    again = client.post(f"{API}screenings/", SHIPMENT, headers={"Idempotency-Key": "1"})
    assert (again.json(), again["Idempotent-Replayed"]) == (body, "true")
    assert rows() == before
    assert {name.upper() for name in fixed_goods()} <= {" ".join(name.upper().split()) for name in FIXED}


def test_what_breaks_a_rule_breaks_it_in_test_mode_too(client: APIClient) -> None:
    refused = client.post(f"{API}screenings/", {**SHIPMENT, "origin": "Atlantis"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "#/origin")


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "screenings/"),
        ("get", "screenings/5f0f7a3e-6f0b-4a55-9a53-0c8a4d7f1c11/"),
        ("get", "manifests/"),
        ("get", "webhooks/"),
        ("post", "webhooks/"),
    ],
)
def test_a_test_token_does_nothing_else(client: APIClient, method: str, address: str) -> None:
    before = rows()
    refused = getattr(client, method)(f"{API}{address}", SHIPMENT if method == "post" else None)
    assert (refused.status_code, refused.json()["type"]) == (403, f"{API}problems/not-in-test-mode/")
    assert (refused["Watchlist-Test"], rows()) == ("true", before)


def test_a_test_token_reads_the_law(client: APIClient) -> None:
    assert client.get(f"{API}lists/").json()["items"]


@pytest.mark.parametrize("scope", ["review_cases", "work_cases"])
def test_a_test_token_is_for_nothing_that_decides(officer: User, scope: str) -> None:
    with pytest.raises(CorrectTheQuestion):
        issue(user=officer, scopes=["screen", scope], actor="officer", is_test=True)


def test_a_test_token_stays_one_and_becomes_no_other(client: APIClient, officer: User, token: Token) -> None:
    assert rotate(token=token, actor="officer")[0].is_test
    other, _ = issue(user=officer, scopes=["screen"], actor="officer", name="warehouse")
    for refused in (
        client.post(f"{API}tokens/{other.token_key}/rotate/"),
        client.delete(f"{API}tokens/{other.token_key}/"),
    ):
        assert (refused.status_code, refused.json()["type"]) == (403, f"{API}problems/not-in-test-mode/")
    told = {item["name"]: item["test"] for item in client.get(f"{API}tokens/mine/").json()["items"]}
    assert told == {"warehouse": False, "trial": True}
