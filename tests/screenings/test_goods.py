"""Stored goods are found by what they are drawn as: none is missed, and an answer says of which it does not speak."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from tests.chemistry.class_rules.held import rules
from watchlist.manifests.models import Item, Manifest, ManifestLine
from watchlist.periodic_tasks import perform
from watchlist.screenings import models
from watchlist.screenings.goods.asking import find_goods, find_goods_of_class, items_drawn_as, not_searched, on_lines_of
from watchlist.screenings.goods.models import GoodsStructure
from watchlist.screenings.goods.store import index_structures, rebuild
from watchlist.screenings.goods.verifying import differences
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.readings import StoredReading, keep_readings

pytestmark = pytest.mark.django_db

NUMBERS = count()
P2P, TOLUENE, FENTANYL = "CC(=O)Cc1ccccc1", "Cc1ccccc1", "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
FLUORO = "CCC(=O)N(c1ccc(F)cc1)C1CCN(CCc2ccccc2)CC1"


def stored(*structures: str) -> Item:
    """Return an item that was resolved to some structures."""
    item = Item.objects.create(digest=f"{next(NUMBERS):064d}", identity="{}")
    keep_readings({item.pk: StoredReading(structures, ())}, "a law")
    return item


def found(by: str, text: str, limit: int = 100) -> list[tuple[str, int]]:
    return [(one.smiles, one.items) for one in find_goods(by, text, limit=limit)]


def test_goods_are_found_by_part_by_likeness_and_by_what_they_are() -> None:
    first, second = stored(P2P), stored(P2P, TOLUENE)
    assert index_structures() == 2
    assert found("substructure", "c1ccccc1") == [(P2P, 2), (TOLUENE, 1)]
    assert found("pattern", "[CX3]=O") == [(P2P, 2)]
    assert found("smiles", "O=C(C)Cc1ccccc1") == [(P2P, 2)]
    assert found("similar", TOLUENE, limit=1) == [(TOLUENE, 1)]
    (one,) = find_goods("smiles", P2P, limit=1)
    assert list(items_drawn_as(one.key)) == [first, second]


def test_goods_are_found_by_a_legal_class() -> None:
    stored(FLUORO, TOLUENE)
    stored(FENTANYL)
    index_structures()
    rule = rules()["us-fentanyl-related"]
    assert [(one.smiles, one.outcome) for one in find_goods_of_class(rule, outcomes=["member"], limit=10)] == [
        (FLUORO, "member")
    ]


def test_what_was_stored_since_is_told_and_taken_up_once() -> None:
    stored(P2P)
    assert (found("smiles", P2P), not_searched().waiting) == ([], 1)
    assert perform("take_up_goods") == "1 reading taken up"
    assert perform("take_up_goods") == "0 readings taken up"
    assert (found("smiles", P2P), not_searched().waiting) == ([(P2P, 1)], 0)


def test_goods_that_are_read_anew_are_found_by_what_they_read_as_now() -> None:
    item = stored(P2P)
    index_structures()
    keep_readings({item.pk: StoredReading((TOLUENE,), ())}, "another law", anew=True)
    assert not_searched().waiting == 1
    index_structures()
    assert found("substructure", "c1ccccc1") == [(TOLUENE, 1)]
    assert [one.smiles for one in GoodsStructure.objects.all()] == [TOLUENE]


def test_a_structure_that_cannot_be_searched_is_told_and_holds_nothing_up() -> None:
    stored("C" * 400, P2P)
    index_structures()
    assert not_searched().refused == 1
    assert found("substructure", "c1ccccc1") == [(P2P, 1)]
    assert list(differences()) == []


def test_items_that_were_never_read_to_the_end_are_told() -> None:
    Item.objects.create(digest="f" * 64, identity="{}")
    assert not_searched().unread == 1


def test_a_store_that_is_made_anew_answers_the_same() -> None:
    stored(P2P, TOLUENE)
    stored("C" * 400)
    index_structures()
    before = find_goods("substructure", "c1ccccc1", limit=10)
    assert rebuild() == 2
    assert find_goods("substructure", "c1ccccc1", limit=10) == before
    assert not_searched().refused == 1


@pytest.mark.parametrize("most", [0, 500])
def test_lines_are_found_by_few_goods_and_by_many(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(models, "MOST_NAMED", most)
    items = [stored(P2P), stored(P2P, TOLUENE), stored(TOLUENE)]
    index_structures()
    now = datetime.now(UTC)
    manifest = Manifest.objects.create(source="x", sha256="0" * 64, original=b"", received_at=now)
    lines = [ManifestLine.objects.create(manifest=manifest, number=at, item=item) for at, item in enumerate(items, 1)]
    screening = Screening.objects.create(manifest=manifest, known_at=now, question="{}", coverage="{}")
    for line in lines:
        ScreenedLine.objects.create(screening=screening, line=line, record="{}")
    (one,) = find_goods("smiles", P2P, limit=1)
    assert [row.line.number for row in ScreenedLine.objects.filter(on_lines_of(one.key)).order_by("pk")] == [1, 2]


def test_before_anything_is_stored_nothing_is_found() -> None:
    assert found("substructure", "c1ccccc1") == []
    assert list(differences()) == []
