"""Structure search among the goods of stored shipments: for who reads these, and each find leads to its lines."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, PIPERIDONE, screened
from tests.markup import compact
from tests.translated import bracket_every_sentence, outside
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.manifests.models import Item
from watchlist.screenings.goods.store import index_structures
from watchlist.screenings.models import Screening
from watchlist.structure_index.base import RebuildTheStore
from watchlist.structure_index.tables import NEVER_MADE
from watchlist.web.screening import structures as check_structures

PAGE = reverse("check:structures")
LINES = reverse("admin:watchlist_screenedline_changelist")
KETONE = "CC(C)=O"


@pytest.fixture(autouse=True)
def shipped(law: CompiledLaw) -> list[Screening]:
    """Return two stored shipments, whose goods are searched."""
    stored = [
        screened(PIPERIDONE, ACETONE, reference="INV-1"),
        screened({**ACETONE, "name": "Propanone"}, ACETIC_ANHYDRIDE, reference="INV-2"),
    ]
    index_structures()
    return stored


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """Return the browser of an officer."""
    client.force_login(officer)
    return client


def search(desk: Client, structure: str, way: str = "smiles", among: str = "goods") -> Any:
    return desk.post(PAGE, {"structure": structure, "way": way, "among": among})


def found(answer: Any) -> list[str]:
    assert answer.status_code == 200
    table = compact(answer.content.decode()).split('class="found"')[-1]
    return [unescape(smiles) for smiles in re.findall(r'<th scope="row"><code>(.*?)</code>', table)]


def lines_of(answer: Any) -> str:
    return unescape(re.findall(rf'href="({LINES}\?drawn_as=[^"]+)"', answer.content.decode())[0])


def listed(page: Any) -> set[str]:
    """Return the shipments and numbers of the lines on a page of lines."""
    assert page.status_code == 200
    return {f"{row.screening.manifest.reference} {row.line.number}" for row in page.context["cl"].result_list}


def test_goods_are_found_and_lead_to_exactly_the_lines_that_declare_them(desk: Client) -> None:
    answer = search(desk, "O=C(C)C")
    assert found(answer) == [KETONE]
    assert "of 2 distinct items" in answer.content.decode()
    assert "Is it" in answer.content.decode()
    page = desk.get(lines_of(answer))
    assert listed(page) == {"INV-1 2", "INV-2 1"}
    assert "Goods drawn as <code>CC(C)=O</code>" in page.content.decode()


@pytest.mark.parametrize(
    ("way", "structure", "said"),
    [("substructure", "CC=O", "Contains it"), ("pattern", "[CX3]=O", "Contains it"), ("similar", KETONE, "in common")],
)
def test_goods_are_found_in_every_way(desk: Client, way: str, structure: str, said: str) -> None:
    answer = search(desk, structure, way)
    assert KETONE in found(answer)
    assert len(found(answer)) > 1
    assert said in answer.content.decode()
    assert ("Tanimoto" in answer.content.decode()) is (way == "similar")


def test_the_filter_of_the_lines_is_cleared(desk: Client) -> None:
    narrowed = f"{lines_of(search(desk, KETONE))}&q=INV"
    assert listed(desk.get(narrowed)) == {"INV-1 2", "INV-2 1"}
    (clear,) = re.findall(
        r'role="status"><span>Goods drawn as .*?<a href="([^"]*)">Clear', compact(desk.get(narrowed).content.decode())
    )
    assert listed(desk.get(f"{LINES}{unescape(clear)}")) == {f"INV-{n} {line}" for n in (1, 2) for line in (1, 2)}
    assert "drawn as" not in desk.get(LINES).content.decode()


@pytest.mark.parametrize("key", ["000000000000", "acetone", "9" * 40])
def test_a_structure_of_nothing_has_no_lines(desk: Client, key: str) -> None:
    page = desk.get(LINES, {"drawn_as": key})
    assert listed(page) == set()
    assert "a structure of no stored goods" in page.content.decode()


@pytest.mark.alters_rows
def test_lines_that_are_being_let_go_are_not_listed(desk: Client, shipped: list[Screening]) -> None:
    address = lines_of(search(desk, KETONE))
    Screening.objects.filter(pk=shipped[0].pk).update(let_go_at=datetime.now(UTC))
    assert listed(desk.get(address)) == {"INV-2 1"}


def test_where_no_goods_meet_it_that_is_said(desk: Client) -> None:
    answer = search(desk, "CCCCCCCC")
    assert found(answer) == []
    assert "No stored goods meet it" in answer.content.decode()
    assert "Not searched:" not in answer.content.decode()


def test_what_is_not_searched_is_said(desk: Client) -> None:
    screened({"name": "Toluene", "cas": "108-88-3"})
    Item.objects.create(digest="f" * 64, identity="{}")
    page = search(desk, "Cc1ccccc1").content.decode()
    assert "1 item that was stored since" in page
    assert "1 item that was never read to the end" in page
    assert "cannot be read" not in page


def test_no_more_than_the_first_are_shown(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_structures, "MOST", 1)
    answer = search(desk, "C", "substructure")
    assert len(found(answer)) == 1
    assert "the first 1: draw more" in answer.content.decode()


def test_who_reads_no_screenings_has_no_choice_and_a_forged_one_is_refused(client: Client, curator: User) -> None:
    client.force_login(curator)
    assert 'name="among"' not in client.get(PAGE).content.decode()
    answer = search(client, KETONE)
    assert answer.status_code == 400
    assert "Among: " in answer.content.decode().split('role="alert"')[1]
    assert client.get(LINES, {"drawn_as": "000000000001"}).status_code == 403


def test_the_substances_are_searched_unless_goods_are_chosen(desk: Client) -> None:
    assert 'value="substances" checked' in compact(desk.get(PAGE).content.decode())
    assert "Acetone</a>" in desk.post(PAGE, {"structure": KETONE, "way": "smiles"}).content.decode()
    assert 'value="goods" checked' in compact(search(desk, KETONE).content.decode())


def test_a_structure_that_cannot_be_read_is_refused(desk: Client) -> None:
    answer = search(desk, "C1CC")
    assert answer.status_code == 400
    assert "ring" in answer.content.decode().split('role="alert"')[1]


def test_a_store_that_must_be_made_anew_is_told(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise RebuildTheStore(NEVER_MADE, store="goods", command="rebuild")

    monkeypatch.setattr(check_structures, "find_goods", refuse)
    answer = search(desk, KETONE)
    assert answer.status_code == 503
    assert "was never made: run `rebuild`" in answer.content.decode().split('role="alert"')[1]


def test_every_sentence_can_be_translated(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    screened({"name": "Toluene", "cas": "108-88-3"})
    address = lines_of(search(desk, KETONE))
    bracket_every_sentence(monkeypatch)
    frame = set(outside(desk.get(PAGE).content.decode()))
    for page in (search(desk, KETONE), search(desk, "CCCCCCCC"), search(desk, KETONE, "similar")):
        assert set(outside(page.content.decode())) <= frame
    strip = desk.get(address).content.decode().split("before-list")[1].split("</div>")[0]
    assert set(outside(f"<div {strip}")) == set()


def test_a_search_asks_the_database_little(desk: Client, django_assert_max_num_queries: Any) -> None:
    address = lines_of(search(desk, KETONE))
    with django_assert_max_num_queries(40):  # six for each question to the store of a server, which bounds its time
        search(desk, "C", "substructure")
    with django_assert_max_num_queries(20):
        desk.get(address)
