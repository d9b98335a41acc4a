"""Screenings, manifests and cases are found by time, verdict and party; no query walks the rows of everybody."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from watchlist.cases.models import Case
from watchlist.manifests.models import Manifest
from watchlist.screenings.models import Screening
from watchlist.tasks import run_job

API: Final = "/api/v1/"
SALT: Final = {"name": "Sodium chloride", "cas": "7647-14-5"}
ANHYDRIDE: Final = {"name": "Acetic anhydride", "cas": "108-24-7", "quantity": "200", "unit": "kg"}
SENT: Final = {
    "SALT": [{**SALT, "consignee": "Acme Solvents GmbH"}],
    "BOTH": [{**SALT, "consignor": "Beauval SARL"}, {**ANHYDRIDE, "consignee": "ACME Solvents, Inc."}],
    "NOTHING": [{"name": "goods as per list"}, SALT],
}
WALKED: Final = re.compile(r"^SCAN watchlist_|screening_by_time \(made_at>\?\)$|Seq Scan on watchlist_", re.M)
"""A table read from its one end to the other, in whatever order."""

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def client(caller: Caller, officer: User) -> APIClient:
    """Return a client who sent three shipments, and each again by a job."""
    program = caller(officer)
    for reference, lines in SENT.items():
        body = {"reference": reference, "lines": lines}
        assert program.post(f"{API}screenings/", body).status_code == 201
        accepted = program.post(f"{API}manifests/", {**body, "another_shipment": True})
        run_job(accepted.json()["job"])
    return program


def found(client: APIClient, collection: str, **query: str) -> set[str]:
    """Return the references of what a query finds."""
    answer = client.get(f"{API}{collection}/", query)
    assert answer.status_code == 200, answer.content
    return {item["reference"] for item in answer.json()["items"]}


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ({"verdict": "controlled"}, {"BOTH"}),
        ({"verdict": "unresolved"}, {"NOTHING"}),
        ({"verdict": "no_match"}, {"SALT"}),
        ({"party": "acme solvents"}, {"SALT", "BOTH"}),
        ({"party": "Beauval"}, {"BOTH"}),
        ({"party": "Acme"}, set()),
        ({"party": "…"}, set()),
        ({"party": "ACME SOLVENTS LTD", "verdict": "no_match"}, {"SALT"}),
    ],
)
def test_shipments_are_found_by_verdict_and_party(
    client: APIClient, query: dict[str, str], references: set[str]
) -> None:
    assert found(client, "screenings", **query) == references
    assert found(client, "manifests", **query) == references
    assert found(client, "cases", **query) == references - {"SALT"}  # nobody need look at it


def test_shipments_are_found_by_time_from_one_instant_until_another(client: APIClient) -> None:
    instants = {row.reference: row.received_at for row in Manifest.objects.order_by("pk")}
    middle = instants["BOTH"].isoformat()
    assert found(client, "manifests", received_after=middle) == {"BOTH", "NOTHING"}
    assert found(client, "manifests", received_before=middle) == {"SALT"}
    opened = Case.objects.get(shipment="reference NOTHING").opened_at.isoformat()
    assert found(client, "cases", opened_after=opened) == {"NOTHING"}
    assert found(client, "cases", opened_before=opened) == {"BOTH"}
    made = Screening.objects.filter(manifest__reference="BOTH").order_by("made_at").values_list("made_at", flat=True)
    assert found(client, "screenings", made_after=made[1].isoformat()) == {"BOTH", "NOTHING"}
    assert found(client, "screenings", made_after=made[0].isoformat(), made_before=made[1].isoformat()) == {"BOTH"}
    assert client.get(f"{API}screenings/?made_after=yesterday").status_code == 400


def test_a_screening_says_its_strongest_verdict(client: APIClient) -> None:
    items = client.get(f"{API}screenings/").json()["items"]
    assert {(item["reference"], item["verdict"]) for item in items} == {
        ("SALT", "no_match"),
        ("BOTH", "controlled"),
        ("NOTHING", "unresolved"),
    }


@pytest.mark.parametrize(
    ("name", "collection", "after", "before"),
    [
        ("officer", "screenings", "made_after", "made_before"),
        ("program", "screenings", "made_after", "made_before"),
        ("officer", "manifests", "received_after", "received_before"),
        ("program", "manifests", "received_after", "received_before"),
        ("officer", "cases", "opened_after", "opened_before"),
    ],
)
def test_no_filter_walks_a_table(
    caller: Caller, request: pytest.FixtureRequest, name: str, collection: str, after: str, before: str
) -> None:
    assert WALKED.search(plan_of("SELECT id FROM watchlist_screening WHERE coverage = ''"))
    client = caller(request.getfixturevalue(name))
    for query in (
        {after: "2026-03-01T00:00:00Z", before: "2026-03-02T00:00:00Z"},
        {"verdict": "controlled"},
        {"party": "Acme"},
        {"party": "Acme", "verdict": "review", after: "2026-03-01T00:00:00Z"},
    ):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{API}{collection}/", query).status_code == 200
        rows = [entry["sql"] for entry in asked if "ORDER BY" in entry["sql"] and "LIMIT 101" in entry["sql"]]
        assert len(rows) == 1
        assert not WALKED.search(plan := plan_of(rows[0])), plan


def plan_of(sql: str) -> str:
    """Return how the database goes about a query, where it would rather walk no table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return "\n".join(str(row[-1]) for row in rows)
