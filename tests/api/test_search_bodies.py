"""A search by structure that is sent as a body finds what the same search in an address finds, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.cases.shipments import PIPERIDONE, opened
from watchlist.screenings.goods.store import index_structures

pytestmark = pytest.mark.usefixtures("law")
API = "/api/v1/"
LONG = "[13CH2]" * 280


def _pages(client: APIClient, path: str, search: dict[str, Any]) -> list[list[Any]]:
    """Return the items of every page."""
    pages: list[list[Any]] = []
    cursor: dict[str, str] | None = {}
    while cursor is not None:
        answer = client.post(f"{API}{path}search/", {**search, **cursor})
        assert answer.status_code == 200, answer.content
        body = answer.json()
        pages.append(body["items"])
        cursor = {"cursor": body["next"]} if body["next"] else None
    return pages


@pytest.mark.parametrize(
    "search",
    [
        {"substructure": "c1ccccc1CC(=O)", "limit": 7},
        {"substructure": "[#6]-[#7]=[#6]", "kind": "smarts", "limit": 3},
        {"similar": "CC(=O)Cc1ccccc1", "limit": 50},
        {"name": "acetone"},
        {},
    ],
)
def test_substances_are_found_alike(caller: Caller, officer: User, search: dict[str, Any]) -> None:
    client = caller(officer)
    whole = client.get(f"{API}substances/", {**search, "limit": 1_000}).json()["items"]
    pages = _pages(client, "substances/", {"limit": 1_000, **search})
    assert whole
    assert [item for page in pages for item in page] == whole
    assert all(len(page) == search.get("limit", 1_000) for page in pages[:-1])


def test_goods_are_found_alike(caller: Caller, officer: User) -> None:
    opened(PIPERIDONE)
    index_structures()
    client, search = caller(officer), {"substructure": "C1CCNCC1"}
    address, body = (client.get(f"{API}goods/", search), client.post(f"{API}goods/search/", search))
    assert address.json() == body.json()
    assert body.json()["items"]


@pytest.mark.parametrize(
    ("search", "status", "named"),
    [
        ({"smiles": LONG}, 200, []),
        ({"smiles": ""}, 400, ["#/smiles"]),
        ({"smiles": "C", "name": "x"}, 400, ["#/smiles"]),
        ({"smile": "C"}, 400, ["#/smile"]),
        ({"limit": 0}, 400, ["#/limit"]),
        ([], 400, ["#"]),
        ({"cursor": "of-nothing"}, 400, []),
        ({"smiles": "C1CC("}, 422, []),
    ],
)
def test_a_search_that_breaks_a_rule_is_told_which(
    caller: Caller, officer: User, search: Any, status: int, named: list[str]
) -> None:
    answer = caller(officer).post(f"{API}substances/search/", search)
    assert answer.status_code == status, answer.content
    assert [error["pointer"] for error in answer.json().get("errors", ())] == named


def test_a_cursor_of_another_search_is_refused(caller: Caller, officer: User) -> None:
    client = caller(officer)
    cursor = client.post(f"{API}substances/search/", {"limit": 1}).json()["next"]
    assert client.post(f"{API}substances/search/", {"limit": 1, "cursor": cursor}).status_code == 200
    refused = client.post(f"{API}substances/search/", {"limit": 1, "cursor": cursor, "name": "acetone"})
    assert (refused.status_code, refused.json()["type"]) == (400, f"{API}problems/cursor-not-valid/")
