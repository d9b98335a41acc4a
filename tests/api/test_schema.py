"""The OpenAPI document: valid, for people with an account, and true of what is answered."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.openapi import document
from watchlist.api.answer_parts import NAMES, TIERS_EXPLAINED, answer_components
from watchlist.api.screenings.screenings import ScreeningRecord
from watchlist.engine.answer_schema import components


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


def test_an_answer_is_described_by_its_types_and_by_nothing_else() -> None:
    described = document()["components"]["schemas"]
    for name, schema in answer_components().items():
        fields = {key: of for key, of in schema.get("properties", {}).items() if key != "record"}
        in_document = {key: of for key, of in described[name].get("properties", {}).items() if key != "record"}
        assert ({**described[name], "properties": in_document}) == {**schema, "properties": fields}, name
    kinds = {name: described[name]["enum"] for name in ("CoverageKind", "LineKind", "SummaryKind")}
    assert kinds == {"CoverageKind": ["coverage"], "LineKind": ["line"], "SummaryKind": ["summary"]}


def test_every_name_that_programs_know_is_of_a_type() -> None:
    assert NAMES.keys() <= components().keys()
    assert len(answer_components()) == len(components())


def test_the_grounds_of_each_tier_are_told_with_it() -> None:
    assert TIERS_EXPLAINED in document()["components"]["schemas"]["Tier"]["description"]
