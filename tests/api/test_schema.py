"""The OpenAPI document: valid, for people with an account, and true of what is answered."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from tests.api.conftest import Caller
from tests.api.described import assert_described
from watchlist.api.records import ResolutionRecord, ScreeningRecord


def test_the_document_is_valid_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_a_person_reads_it_in_the_browser(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    page = client.get("/admin/api/").content.decode()
    assert "swagger" in page
    assert client.get("/admin/api/schema/").status_code == 200


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_log_in_and_then_back(client: Client) -> None:
    assert client.get("/admin/api/").headers["Location"] == "/admin/login/?next=/admin/api/"
    assert client.get("/admin/api/schema/").status_code == 302


@pytest.mark.usefixtures("law")
def test_every_field_that_is_answered_is_described_and_no_other(caller: Caller, officer: User) -> None:
    sent = {"quantity": "600", "unit": "kg", "origin": "US", "destination": "MX", "consignee": "Acme Solvents"}
    others = {"cas": "67-64-1", **sent, "consignee": "Acme Solvent Ltd"}, {"cas": "67-64-1", **sent, "quantity": "some"}
    lines = [{"cas": "108-24-7", "name": "Acetone"}, {"cas": "1-2-3"}, {"cas": "67-64-1", **sent}, *others]
    caller(officer).post("/api/v1/screenings/", {"lines": lines, "reference": "first"})
    body = caller(officer).post("/api/v1/screenings/", {"lines": lines}).json()
    assert body["lines"][0]["conflicts"]
    assert body["lines"][1]["problems"]
    totals = {total["party"]["name"]: total for total in body["summary"]["shipment_findings"]}
    assert totals["Acme Solvents"]["unmeasured"]
    assert totals["Acme Solvents"]["similar_total"]
    assert body["summary"]["parties"][0]["known_as"]
    assert any(finding["conditions"] for finding in body["lines"][0]["findings"])
    assert_described(ScreeningRecord(), body, "answer")


def test_a_resolution_names_where_it_was_read_from() -> None:
    assert "from" in ResolutionRecord().get_fields()
