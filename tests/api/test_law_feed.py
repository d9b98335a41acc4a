"""Schedulings and changes over HTTP: pages of one state of the law, and a mirror that stays exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.law_pages import items, pages, read
from watchlist.api.law.changes import ChangePage
from watchlist.api.law.class_rules import ClassRuleRecord
from watchlist.api.law.records import DescribedSubstanceRecord, LegalActRecord, ListRecord, SchedulingRecord
from watchlist.api.law.schedulings import SchedulingPage
from watchlist.api.record_base import Record
from watchlist.law_store import registry
from watchlist.law_store.history import correct, end, facts_of
from watchlist.law_store.models import Instrument, Scheduling

SCHEDULINGS, CHANGES = "/api/v1/schedulings/", "/api/v1/changes/"
WHO = {"actor": "curator", "reason": "a test"}
RECORDS: dict[str, Record] = {
    "instrument": LegalActRecord(),
    "substance": DescribedSubstanceRecord(),
    "class_rule": ClassRuleRecord(),
    "list": ListRecord(),
    "scheduling": SchedulingRecord(),
}
Mirror = dict[tuple[str, str], dict[str, Any]]

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def reader(caller: Caller, officer: User) -> APIClient:
    return caller(officer, "read_lists")


def apply(mirror: Mirror, feed: list[dict[str, Any]]) -> None:
    for change in feed:
        of = change["type"], change["id"]
        assert (of in mirror) == (change["op"] != "ADD")
        if change["op"] == "DEL":
            del mirror[of]
        else:
            mirror[of] = change["record"]


def disturb() -> None:
    """Correct an act that many cite and one listing, end another, and withdraw a third."""
    cited = Scheduling.objects.current().first().instrument.key
    held = Instrument.objects.current().select_related("authority").get(key=cited)
    said = {name: getattr(held, name) for name in registry.InstrumentFacts.__dataclass_fields__ if name != "authority"}
    facts = registry.InstrumentFacts(**said, authority=held.authority.key)
    registry.set_instrument(facts=replace(facts, url="https://example.org/corrected"), **WHO)
    rows = Scheduling.objects.current().filter(entry__control_list__key="us-list-1", valid_until=None)
    first, second, third = rows.order_by("entry__key")[:3]
    correct(entry=first.entry, replacements={first: replace(facts_of(first), wording="other words")}, **WHO)
    end(entry=second.entry, on=date(2026, 2, 1), event="us-list-1/test/removed", **WHO)
    correct(entry=third.entry, replacements={third: None}, **WHO)


def test_every_change_is_as_described(reader: APIClient) -> None:
    body = read(reader, CHANGES, limit=1000)
    assert_described(ChangePage(), {**body, "items": []}, "page")
    told = items(reader, CHANGES, limit=1000)
    assert {change["type"] for change in told} == set(RECORDS)
    for change in told:
        assert_described(RECORDS[change["type"]], change["record"], change["id"])


def test_a_mirror_follows_the_law_as_shipped_and_what_is_done_to_it(reader: APIClient) -> None:
    mirror: Mirror = {}
    first = pages(reader, CHANGES, limit=700)
    apply(mirror, [change for page in first for change in page["items"]])
    then = first[-1]["until"]
    disturb()
    second = pages(reader, CHANGES, since=then, limit=7)
    feed = [change for page in second for change in page["items"]]
    assert {change["op"] for change in feed} >= {"MOD", "DEL"}
    assert "instrument" in {name for change in feed for name in change["changed"]}
    apply(mirror, feed)
    held = {record["id"]: record for record in items(reader, SCHEDULINGS, limit=1000)}
    assert {key: record for (kind, key), record in mirror.items() if kind == "scheduling"} == held
    before = items(reader, SCHEDULINGS, known_at=then, limit=1000)
    assert before == [change["record"] for page in first for change in page["items"] if change["type"] == "scheduling"]
    assert read(reader, CHANGES, since=second[-1]["until"])["items"] == []


def test_pages_are_of_one_state_of_the_law(reader: APIClient) -> None:
    whole = items(reader, SCHEDULINGS, list="us-list-1")
    first = read(reader, SCHEDULINGS, list="us-list-1", limit=5)
    changes = read(reader, CHANGES, limit=5)
    disturb()
    second = read(reader, first["next"])
    assert second["known_at"] == first["known_at"]
    assert first["items"] + second["items"] == whole[:10]
    assert read(reader, changes["next"])["until"] == changes["until"]


def test_the_law_of_a_day_is_what_was_in_force(reader: APIClient) -> None:
    body = read(reader, SCHEDULINGS, list="us-list-1", valid_on="2024-01-01", limit=1000)
    assert_described(SchedulingPage(), body, "page")
    told = {record["id"] for record in body["items"]}
    every = items(reader, SCHEDULINGS, list="us-list-1")
    assert told < {record["id"] for record in every}
    assert told == {
        record["id"]
        for record in every
        if (record["valid_from"] or "") <= "2024-01-01" < (record["valid_until"] or "9999")
    }


@pytest.mark.parametrize(
    ("query", "field"), [({"jurisdiction": "EU"}, "jurisdiction"), ({"substance": "ephedrine"}, "substance")]
)
def test_schedulings_are_filtered(reader: APIClient, query: dict[str, str], field: str) -> None:
    told = items(reader, SCHEDULINGS, **query)
    assert told
    assert {record[field] for record in told} == {query[field]}


def test_changes_are_filtered_by_type(reader: APIClient) -> None:
    assert {change["type"] for change in items(reader, CHANGES, type="class_rule")} == {"class_rule"}


def test_an_instant_survives_an_address_that_loses_its_plus(reader: APIClient) -> None:
    known_at = read(reader, SCHEDULINGS)["known_at"].replace("Z", "+00:00")
    response = reader.get(f"{SCHEDULINGS}?known_at={known_at}")
    assert response.json()["known_at"] == known_at.replace("+00:00", "Z")


def test_a_cursor_is_of_its_own_filters(reader: APIClient) -> None:
    following = read(reader, SCHEDULINGS, limit=5)["next"]
    assert reader.get(f"{following}&list=us-list-1").status_code == 400
