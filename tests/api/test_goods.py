"""The goods of stored shipments: found by structure, and the lines that declare them, for those who may read both."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, PIPERIDONE, SALT, screened
from tests.internal_lists.conftest import FILE, Opened, opened, reader_of
from watchlist.api.screenings import goods as endpoint
from watchlist.api.screenings.goods import (
    GOODS_ITEM,
    GOODS_LINE,
    UNSEARCHED,
    GoodsItem,
    GoodsLine,
    NotAskedRecord,
)
from watchlist.engine.errors import WatchlistError
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.manifests.models import Item
from watchlist.screenings.goods.store import index_structures
from watchlist.screenings.models import Screening
from watchlist.structure_index.base import QueryTooCostly, RebuildTheStore

__all__ = ["opened", "reader_of"]

URL = "/api/v1/goods/"
KETONE = "CC(C)=O"
TOLUENE = {"name": "Toluene", "cas": "108-88-3"}
CAFFEINE = {"name": "Caffeine", "cas": "58-08-2"}

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def shipped(law: CompiledLaw) -> list[Screening]:
    """Return three stored shipments, whose goods are searched."""
    stored = [
        screened(PIPERIDONE, ACETONE, TOLUENE, reference="INV-1"),
        screened({**ACETONE, "name": "Propanone"}, SALT, reference="INV-2"),
        screened(ACETIC_ANHYDRIDE, ACETONE, reference="INV-3"),
    ]
    index_structures()
    return stored


@pytest.fixture
def reader(caller: Caller, officer: User) -> APIClient:
    return caller(officer, "review_cases")


def ask(client: APIClient, **query: str) -> dict[str, Any]:
    answer = client.get(URL, query)
    assert answer.status_code == 200, answer.content
    said: dict[str, Any] = answer.json()
    return said


def found(client: APIClient, **query: str) -> dict[str, dict[str, Any]]:
    return {item["smiles"]: item for item in ask(client, **query)["items"]}


def lines_of(client: APIClient, smiles: str, **query: str) -> dict[str, Any]:
    (key,) = [item["structure"] for item in ask(client, smiles=smiles)["items"] if item["how"] == "identical"]
    said: dict[str, Any] = client.get(f"{URL}{key}/lines/", query).json()
    return said


@pytest.mark.usefixtures("shipped")
def test_goods_are_found_as_what_they_are_and_counted(reader: APIClient) -> None:
    acetone = found(reader, smiles="O=C(C)C")[KETONE]
    assert (acetone["how"], acetone["similarity"], acetone["goods"]) == ("identical", None, 2)
    assert found(reader, inchikey="CSCPPACGZOOCGX-UHFFFAOYSA-N")[KETONE]["how"] == "identical"
    assert found(reader, inchikey="CSCPPACGZOOCGX")[KETONE]["how"] == "same_skeleton"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("query", [{"substructure": "CC=O"}, {"substructure": "[CX3]=O", "kind": "smarts"}])
def test_goods_are_found_by_a_part(reader: APIClient, query: dict[str, str]) -> None:
    hits = found(reader, **query)
    assert {item["how"] for item in hits.values()} == {"part"}
    assert KETONE in hits
    assert "Cc1ccccc1" not in hits


@pytest.mark.usefixtures("shipped")
def test_goods_are_found_by_likeness_the_most_alike_first(reader: APIClient) -> None:
    items = ask(reader, similar=KETONE)["items"]
    assert (items[0]["smiles"], items[0]["how"], items[0]["similarity"]) == (KETONE, "similar", 1)
    told = [item["similarity"] for item in items]
    assert told == sorted(told, reverse=True)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("query", [{"similar": KETONE}, {"substructure": "C"}])
def test_pages_join_to_the_whole(reader: APIClient, query: dict[str, str]) -> None:
    whole, joined = ask(reader, **query)["items"], []
    following = f"{URL}?limit=1&" + "&".join(f"{name}={quote(text)}" for name, text in query.items())
    while following:
        assert "0." not in following
        page = reader.get(following).json()
        joined += page["items"]
        following = page["next"]
    assert joined == whole
    assert len(joined) > 2


def test_a_page_says_of_what_it_does_not_speak(reader: APIClient) -> None:
    screened(ACETONE)
    Item.objects.create(digest="f" * 64, identity="{}")
    said = ask(reader, smiles=KETONE)
    assert said == {"items": [], "next": None, "not_asked": {"waiting": 1, "unread": 1, "refused": 0}}
    index_structures()
    assert ask(reader, smiles=KETONE)["not_asked"]["waiting"] == 0


@pytest.mark.parametrize(
    "query",
    [{}, {"limit": "5"}, {"smiles": "C", "similar": "C"}, {"kind": "smarts", "smiles": "C"}, {"cas": "67-64-1"}],
)
def test_a_query_that_breaks_a_rule_is_refused(reader: APIClient, query: dict[str, str]) -> None:
    answer = reader.get(URL, query)
    assert (answer.status_code, answer.json()["type"]) == (400, "/api/v1/problems/query-not-understood/")


@pytest.mark.parametrize("query", [{"smiles": "C1CC"}, {"inchikey": "no key"}, {"substructure": "[C,N]"}])
def test_what_cannot_be_read_as_a_structure_is_refused(reader: APIClient, query: dict[str, str]) -> None:
    answer = reader.get(URL, query)
    assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/problems/structure-not-readable/")


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [(QueryTooCostly, 422, "structure-query-too-costly"), (RebuildTheStore, 503, "store-not-asked")],
)
def test_why_nothing_is_answered_is_told(
    reader: APIClient, monkeypatch: pytest.MonkeyPatch, error: type[WatchlistError], status: int, kind: str
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise error("It is not answered.")

    monkeypatch.setattr(endpoint, "find_goods", refuse)
    answer = reader.get(URL, {"smiles": "C"})
    assert (answer.status_code, answer.json()["type"]) == (status, f"/api/v1/problems/{kind}/")
    assert answer.json()["detail"] == "It is not answered."


def test_the_lines_of_a_structure_are_told_the_newest_first(reader: APIClient, shipped: list[Screening]) -> None:
    said = lines_of(reader, KETONE)
    assert [(line["reference"], line["line"]) for line in said["items"]] == [("INV-3", 2), ("INV-2", 1), ("INV-1", 2)]
    first, second = said["items"][:2]
    assert (first["screening"], first["declared"]) == (str(shipped[2].pk), "Acetone")
    assert second["declared"] == "Propanone"
    (stored,) = shipped[2].lines.filter(line__number=2)
    assert [first[name] for name in ("verdict", "action", "severity")] == [
        stored.verdict,
        stored.action,
        stored.severity,
    ]
    assert_described(GoodsLine(), first, "line")


@pytest.mark.usefixtures("shipped")
def test_pages_of_lines_join_to_the_whole(reader: APIClient) -> None:
    page = lines_of(reader, KETONE, limit="2")
    assert len(page["items"]) == 2
    assert page["items"] + reader.get(page["next"]).json()["items"] == lines_of(reader, KETONE)["items"]


@pytest.mark.alters_rows
def test_lines_that_are_being_let_go_are_not_told(reader: APIClient, shipped: list[Screening]) -> None:
    Screening.objects.filter(pk=shipped[2].pk).update(let_go_at=datetime.now(UTC))
    assert [line["reference"] for line in lines_of(reader, KETONE)["items"]] == ["INV-2", "INV-1"]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("key", ["000000000000", "999999999999", "1", "acetone", "9" * 40])
def test_a_key_of_nothing_is_not_held(reader: APIClient, key: str) -> None:
    answer = reader.get(f"{URL}{key}/lines/")
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/v1/problems/not-held/")


def test_neither_the_scope_alone_nor_the_right_alone_reads_them(
    caller: Caller, officer: User, curator: User, shipped: list[Screening]
) -> None:
    curator.user_permissions.add(Permission.objects.get(codename="review_cases"))
    without_right = caller(User.objects.get(pk=curator.pk), "review_cases")
    for client in (caller(officer, "screen", "read_lists"), without_right):
        for place in (f"{URL}?smiles=C", f"{URL}000000000001/lines/", f"{URL}none/lines/"):
            answer = client.get(place)
            assert (answer.status_code, answer.json()["type"]) == (403, "/api/v1/problems/scope-missing/")
    assert APIClient().get(f"{URL}?smiles=C").status_code == 401


def test_a_line_is_told_as_its_reader_is_shown_it(
    caller: Caller, officer: User, opened: Opened, reader_of: Any
) -> None:
    opened("house-plants", FILE, "Plant")
    stored = screened(CAFFEINE, reference="INV-4").lines.get()
    index_structures()
    clients = caller(officer, "review_cases"), caller(reader_of("Plant"), "review_cases")
    (theirs,), (shown,) = (lines_of(client, "Cn1cnc2c1c(=O)n(C)c(=O)n2C")["items"] for client in clients)
    assert (theirs["reference"], theirs["verdict"], stored.verdict) == ("INV-4", "no_match", "no_match")
    assert (shown["reference"], shown["verdict"]) == ("INV-4", "review")


def test_an_answer_takes_as_many_queries_for_many_lines_as_for_one(reader: APIClient, shipped: list[Screening]) -> None:
    lines_of(reader, KETONE)
    (key,) = [item["structure"] for item in ask(reader, smiles=KETONE)["items"]]
    counts = []
    for limit in (1, 100):
        with CaptureQueriesContext(connection) as asked:
            reader.get(f"{URL}{key}/lines/", {"limit": limit})
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("shipped")
def test_answers_and_examples_are_as_described(reader: APIClient) -> None:
    for said in (ask(reader, similar=KETONE)["items"][0], GOODS_ITEM):
        assert_described(GoodsItem(), said, "goods")
    for said in (ask(reader, similar=KETONE)["not_asked"], UNSEARCHED):
        assert_described(NotAskedRecord(), said, "not asked")
    assert_described(GoodsLine(), GOODS_LINE, "line")
