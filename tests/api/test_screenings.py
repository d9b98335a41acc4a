"""Screening over HTTP: what is asked, what is refused, what is kept."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from tests.api.conftest import Caller
from tests.api.described import assert_part
from watchlist.audit.models import AuditEvent
from watchlist.engine.reading.columns import file_shape
from watchlist.manifests.column_choices import correct_columns
from watchlist.manifests.models import Manifest
from watchlist.screenings.models import Screening
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

URL = "/api/v1/screenings/"
ACETIC_ANHYDRIDE = {"key": "A", "name": "Acetic anhydride", "cas": "108-24-7", "quantity": "200", "unit": "kg"}
SALT = {"key": "B", "name": "Sodium chloride", "cas": "7647-14-5"}

pytestmark = pytest.mark.usefixtures("law")


def _refusals(body: dict[str, Any]) -> dict[str, str]:
    return {error["pointer"]: error["detail"] for error in body["errors"]}


def test_a_shipment_is_answered_line_for_line(caller: Caller, officer: User) -> None:
    response = caller(officer).post(URL, {"lines": [ACETIC_ANHYDRIDE, SALT], "jurisdictions": ["US"]})
    body = response.json()
    assert response.status_code == 201
    assert [line["key"] for line in body["lines"]] == ["A", "B"]
    assert [line["verdict"] for line in body["lines"]] == ["controlled", "no_match"]
    assert body["coverage"]["record"] == "coverage"
    assert body["summary"]["lines"] == 2
    assert response["Location"] == f"{URL}{body['id']}/"


def test_what_was_said_is_read_again_word_for_word(caller: Caller, officer: User) -> None:
    said = caller(officer).post(URL, {"lines": [ACETIC_ANHYDRIDE, SALT]}).json()
    assert caller(officer).get(f"{URL}{said['id']}/").json() == said


def test_the_body_is_kept_as_it_came_and_the_act_is_audited(caller: Caller, officer: User) -> None:
    sent = json.dumps({"reference": "SHA-1", "lines": [{"name": "Acetone", "quantity": 25.50}]}, indent=3).encode()
    said = caller(officer).post(URL, sent, content_type="application/json").json()
    manifest = Manifest.objects.get(screenings__id=said["id"])
    assert bytes(manifest.original) == sent
    assert manifest.sha256 == hashlib.sha256(sent).hexdigest()
    assert manifest.reference == "SHA-1"
    assert AuditEvent.objects.filter(verb="screen", target_key=said["id"], actor="officer").count() == 1


def test_a_fraction_is_declared_as_it_was_written(caller: Caller, officer: User) -> None:
    sent = b'{"lines": [{"name": "Acetone", "quantity": 25.50}]}'
    said = caller(officer).post(URL, sent, content_type="application/json").json()
    assert said["lines"][0]["declared"]["quantity"] == "25.50"


@pytest.mark.parametrize("bad", ["text", None, 7, [], {"name": ["nested"]}, {"date": "31 June", "name": "\ud800"}])
def test_one_bad_line_never_fails_its_neighbours(caller: Caller, officer: User, bad: object) -> None:
    sent = json.dumps({"lines": [bad, ACETIC_ANHYDRIDE]}).encode()
    response = caller(officer).post(URL, sent, content_type="application/json")
    assert response.status_code == 201
    assert response.json()["lines"][1]["verdict"] == "controlled"


def test_the_day_of_the_shipment_is_that_of_lines_without_one(caller: Caller, officer: User) -> None:
    lines = [{"cas": "41661-47-6"}, {"cas": "41661-47-6", "date": "2024-01-01"}]
    body = caller(officer).post(URL, {"date": "2020-01-01", "jurisdictions": ["UN"], "lines": lines}).json()
    days = {finding["as_of"] for line in body["lines"] for finding in line["findings"]}
    assert days <= {"2020-01-01", "2024-01-01"}
    assert body["coverage"]["as_of_range"] == ["2020-01-01", "2024-01-01"]


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"lines": []}, "#/lines"),
        ({"lines": "text"}, "#/lines"),
        ({}, "#/lines"),
        ({"origin": "ZZ"}, "#/origin"),
        ({"transit": ["CN", "Atlantis"]}, "#/transit/1"),
        ({"jurisdictions": ["ATLANTIS"]}, "#/jurisdictions"),
        ({"operation": "smuggling"}, "#/operation"),
        ({"as_of": "28/07/2025"}, "#/as_of"),
        ({"as_of": "9999-12-31"}, "#/as_of"),
        ({"date": "0001-01-01"}, "#/date"),
        ({"known_at": "yesterday"}, "#/known_at"),
        ({"reference": "x" * 201}, "#/reference"),
        ({"urgent": True}, "#/urgent"),
        ({"\ud800": True}, "#/'\\ud800'"),
    ],
)
def test_a_rule_broken_is_named_with_its_place(
    caller: Caller, officer: User, asked: dict[str, object], pointer: str
) -> None:
    sent = asked if "lines" in asked or not asked else {"lines": [SALT], **asked}
    response = caller(officer).post(URL, json.dumps(sent).encode(), content_type="application/json")
    body = response.json()
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert body["type"] == "/api/v1/problems/request-not-valid/"
    assert body["title"] == "Request not valid"
    assert pointer in _refusals(body)
    assert not Screening.objects.exists()


def test_northern_ireland_is_a_place(caller: Caller, officer: User) -> None:
    assert caller(officer).post(URL, {"destination": "xi", "lines": [SALT]}).status_code == 201


def test_a_request_holds_only_so_many_lines(caller: Caller, officer: User, settings: Settings) -> None:
    settings.MAX_LINES_PER_REQUEST = 2
    response = caller(officer).post(URL, {"lines": [SALT] * 3})
    assert response.status_code == 400
    assert "#/lines" in _refusals(response.json())


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"lines": [{"quantity": NaN}]}', "application/json", 400),
        (b'"\xff"', "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"name,cas", "text/csv", 415),
        (b'{"lines": ["' + b"x" * 3_000_000 + b'"]}', "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_not_a_fault(
    caller: Caller, officer: User, sent: bytes, kind: str, status: int
) -> None:
    response = caller(officer).post(URL, sent, content_type=kind)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize("known_at", ["2999-01-01T00:00:00Z", "1990-01-01T00:00:00Z"])
def test_an_instant_at_which_nothing_is_known_is_a_question_to_correct(
    caller: Caller, officer: User, known_at: str
) -> None:
    response = caller(officer).post(URL, {"known_at": known_at, "lines": [SALT]})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert known_at[:4] in response.json()["detail"]


def test_a_column_that_an_officer_corrected_is_read_so(caller: Caller, officer: User) -> None:
    correct_columns(shape=file_shape(["nazwa"]), corrections={"nazwa": "name"}, actor="officer")
    body = caller(officer).post(URL, {"lines": [{"nazwa": "Acetic anhydride"}]}).json()
    assert body["lines"][0]["verdict"] == "controlled"
    (said,) = body["coverage"]["read"]["mapping"]
    assert (said["column"], said["field"]) == ("nazwa", "name")
    assert_part("CorrectedColumnRecord", said, "mapping")


def test_screenings_are_listed_newest_first_page_by_page(caller: Caller, program: User) -> None:
    client = caller(program)
    made = [client.post(URL, {"lines": [SALT], "reference": f"R-{n}"}).json()["id"] for n in range(3)]
    first = client.get(URL, {"limit": 2}).json()
    last = client.get(first["next"]).json()
    assert [item["id"] for item in first["items"] + last["items"]] == made[::-1]
    assert last["next"] is None
    assert [item["reference"] for item in client.get(URL, {"reference": "R-1"}).json()["items"]] == ["R-1"]


def test_a_program_lists_its_own_screenings_and_an_officer_all(caller: Caller, program: User, officer: User) -> None:
    caller(officer).post(URL, {"lines": [SALT]})
    assert caller(program).get(URL).json()["items"] == []
    assert len(caller(officer).get(URL).json()["items"]) == 1


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 1001}, {"cursor": "x"}, {"verdict": "clean"}, {"depth": "name"}]
)
def test_a_query_that_is_not_understood_is_refused(caller: Caller, officer: User, query: dict[str, Any]) -> None:
    refused = caller(officer).get(URL, query)
    assert refused.status_code == 400
    assert refused["Content-Type"] == "application/problem+json"


def test_a_cursor_goes_with_its_filters(caller: Caller, officer: User) -> None:
    client = caller(officer)
    for _ in range(2):
        client.post(URL, {"lines": [SALT], "reference": "R"})
    following = client.get(URL, {"limit": 1}).json()["next"]
    assert client.get(f"{following}&reference=R").json()["type"] == "/api/v1/problems/cursor-not-valid/"


def test_whoever_screened_is_told_of_it_by_counts_alone(caller: Caller, program: User) -> None:
    subscribe(owner=program, url="https://example.com/hook", events=["screening.done"])
    made = caller(program).post(URL, {"lines": [ACETIC_ANHYDRIDE, SALT], "jurisdictions": ["US"]}).json()
    told = json.loads(WebhookDelivery.objects.get().payload)
    assert told["event"] == "screening.done"
    assert told["data"] == {
        "screening": made["id"],
        "lines": 2,
        "verdicts": {"controlled": 1, "no_match": 1, "review": 0, "unresolved": 0},
        "link": f"{URL}{made['id']}/",
    }
