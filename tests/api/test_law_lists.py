"""Lists, their editions and differences, class rules and the catalogue over HTTP."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.law_pages import items, read
from tests.law_store.seed_tree import SeedTree, event
from watchlist.api.law.class_rules import ClassRuleAsUsed, ClassRulePage
from watchlist.api.law.list_records import Catalogue, EditionPage, ListDiffPage, ListPage, OneList
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store import registry
from watchlist.law_store.models import ControlList

LISTS, CATALOG, RULES = "/api/v1/lists/", "/api/v1/catalog/", "/api/v1/class-rules/"
DIFF = "/api/v1/lists/us-list-1/diff/"


@pytest.fixture
def reader(caller: Caller, officer: User) -> APIClient:
    return caller(officer, "read_lists")


@pytest.fixture
def tree(tmp_path: Path) -> SeedTree:
    return SeedTree(tmp_path / "seeds")


def check_again(key: str, on: date) -> None:
    of = ControlList.objects.get(key=key)
    check = registry.ListCheck(of.checked_by, on, of.stale_after_days, of.check_next, of.scope_note)
    registry.verify(control_list=of, check=check, actor="curator")


def test_lists_are_told_as_described_and_as_compiled(reader: APIClient, law: CompiledLaw) -> None:
    assert_described(ListPage(), read(reader, LISTS), "page")
    told = {record["key"]: record for record in items(reader, LISTS, limit=7)}
    assert {key: (of.edition, of.sha256) for key, of in law.lists.items()} == {
        key: (record["edition"], record["sha256"]) for key, record in told.items()
    }
    one = read(reader, f"{LISTS}eu-111-cat-1/")
    assert_described(OneList(), one, "one")
    assert one["obligations"]
    assert {**told["eu-111-cat-1"], "known_at": one["known_at"]} == one


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(("name", "value"), [("jurisdiction", "US"), ("branch", "drug")])
def test_lists_are_filtered(reader: APIClient, name: str, value: str) -> None:
    assert {record[name] for record in items(reader, LISTS, **{name: value})} == {value}


def test_the_catalogue_is_told_again_only_where_something_changed(reader: APIClient, law: CompiledLaw) -> None:
    response = reader.get(CATALOG)
    assert_described(Catalogue(), response.json(), "catalogue")
    assert {record["key"] for record in response.json()["items"]} == set(law.lists)
    with CaptureQueriesContext(connection) as queries:
        again = reader.get(CATALOG, HTTP_IF_NONE_MATCH=response["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])
    assert not any("scheduling" in query["sql"] for query in queries)
    check_again("us-list-1", date(2026, 3, 3))
    later = reader.get(CATALOG, HTTP_IF_NONE_MATCH=response["ETag"])
    assert later.status_code == 200
    (told,) = (record for record in later.json()["items"] if record["key"] == "us-list-1")
    assert told["last_verified"] == "2026-03-03"


@pytest.mark.usefixtures("law")
def test_a_list_differs_between_two_days_entry_by_entry(reader: APIClient) -> None:
    body = read(reader, DIFF, **{"from": "2020-01-01", "to": "2024-01-01", "limit": 1000})
    assert_described(ListDiffPage(), body, "diff")
    told = {change["id"]: change for change in body["items"] if change["type"] == "scheduling"}
    added = told["us-list-1/4-ap"]
    assert (added["op"], added["was"], added["differs"]) == ("ADD", None, [])
    assert "2020-01-01" < added["record"]["valid_from"] <= "2024-01-01"
    back = read(reader, DIFF, **{"from": "2024-01-01", "to": "2020-01-01", "limit": 1000})
    swapped = {"ADD": "DEL", "DEL": "ADD", "MOD": "MOD"}
    assert [(change["id"], change["op"]) for change in back["items"]] == [
        (change["id"], swapped[change["op"]]) for change in body["items"]
    ]


@pytest.mark.usefixtures("law")
def test_a_difference_is_paged(reader: APIClient) -> None:
    sides = {"from": "1990-01-01", "to": "2025-12-01"}
    assert items(reader, DIFF, **sides, limit=3) == read(reader, DIFF, **sides, limit=1000)["items"]


@pytest.mark.usefixtures("law")
def test_a_day_and_an_edition_are_not_compared(reader: APIClient) -> None:
    edition = read(reader, f"{LISTS}us-list-1/editions/")["items"][0]["edition"]
    mixed = reader.get(DIFF, {"from": "2020-01-01", "to": edition})
    timed = reader.get(DIFF, {"from": edition, "to": edition, "known_at": "2026-11-25T00:00:00Z"})
    assert (mixed.status_code, timed.status_code) == (422, 422)


@pytest.mark.django_db
def test_two_editions_differ_in_what_each_said(reader: APIClient, tree: SeedTree) -> None:
    first = event("p2p", "added", "2000-01-01")
    tree.tell(first)
    tree.load()
    tree.tell({**first, "wording": "P2P and its salts", "reach": "salts"}, event("acetone", "added", "2010-01-01"))
    tree.load()
    body = read(reader, f"{LISTS}xx-list/editions/")
    assert_described(EditionPage(), body, "editions")
    new, old = body["items"]
    assert read(reader, f"{LISTS}xx-list/editions/", limit=1)["items"] == [new]
    assert items(reader, f"{LISTS}xx-list/editions/", limit=1) == [new, old]
    diff = read(reader, f"{LISTS}xx-list/diff/", **{"from": old["edition"], "to": new["sha256"]})
    told = {change["id"]: change for change in diff["items"]}
    assert (diff["from"]["known_at"], diff["to"]["known_at"]) == (old["known_at"], new["known_at"])
    assert told["xx-list/acetone/2010-01-01/added"]["op"] == "ADD"
    differs = {one["field"]: (one["before"], one["after"]) for one in told["xx-list/p2p/2000-01-01/added"]["differs"]}
    assert differs.pop("recorded_at")
    assert differs == {"wording": (None, "P2P and its salts"), "reach": ([], ["salts"])}
    assert {"sha256", "edition", "entries"} <= {one["field"] for one in told["xx-list"]["differs"]}


def test_a_class_is_read_as_data_with_what_is_read_by_it(reader: APIClient, law: CompiledLaw) -> None:
    assert_described(ClassRulePage(), read(reader, RULES), "page")
    assert [record["key"] for record in items(reader, RULES, limit=5)] == sorted(law.rules)
    for key in law.rules:
        rule = read(reader, f"{RULES}{key}/")
        assert_described(ClassRuleAsUsed(), rule, key)
        assert {used["event"] for used in rule["schedulings"]} <= {"added", "amended", "transferred_in"}
        assert len(rule["schedulings"]) == len(law.by_rule.get(key, ()))
        assert rule["examples"]
        assert (rule["version"], len(rule["limbs"])) == (law.rules[key].version, len(law.rules[key].rule.limbs))
