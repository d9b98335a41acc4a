"""What the store says no class reaches, none reaches; a look-back that asks it finds what one without finds."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection

from chemistry.identity.identities import UNNEEDED
from chemistry.structures import Comparer, MatchSummary, ReferenceData, StructureText, match_summaries
from tests.chemistry.class_rules.held import members, rules
from tests.screenings.looking_back import change_a_class, looked_back, stored
from tests.screenings.test_goods import stored as goods_of
from watchlist.conf import build_dir
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.workers.worker_pool import pool
from watchlist.screenings.goods.store import apart_from, index_structures
from watchlist.screenings.rescreen.models import TouchedItem
from watchlist.structure_index.base import RebuildTheStore
from watchlist.structure_index.cartridge import CartridgeIndex
from watchlist.temporal import last_tick

pytestmark = pytest.mark.django_db

BY_THE_DATABASE = connection.vendor == "postgresql"
"""Without a cartridge nothing is said to be apart: each structure is looked at."""
CHEMICALS = 1_000


@pytest.mark.long
def test_no_class_reaches_what_is_apart_from_it() -> None:
    commerce = [smiles for smiles, _, _ in Dictionary(build_dir()).structures()]
    drawn = list(dict.fromkeys([row["smiles"] for row in members()] + commerce[:: len(commerce) // CHEMICALS]))
    goods_of(*drawn)
    index_structures()
    texts, passed = [StructureText(one, "smiles", UNNEEDED) for one in drawn], 0
    for key, rule in rules().items():
        apart = apart_from([rule], drawn)
        found = pool().run(match_summaries, texts, partial(Comparer, ReferenceData(rules=(rule,))))
        reached = {
            text.text for text, one in zip(texts, found, strict=True) if isinstance(one, MatchSummary) and one.rules
        }
        assert not reached & apart, key
        assert reached, key
        passed += len(drawn) - len(apart)
    assert (passed < len(drawn) * len(rules()) / 2) == BY_THE_DATABASE


def test_what_the_store_has_not_taken_up_is_apart_from_nothing() -> None:
    rule = rules()["us-fentanyl-related"]
    goods_of("CCO")
    assert apart_from([rule], ["CCO", "CO"]) == frozenset()
    index_structures()
    assert apart_from([rule], ["CCO", "CO"]) == (frozenset({"CCO"}) if BY_THE_DATABASE else frozenset())
    assert apart_from([], ["CCO"]) == frozenset()


def test_a_store_that_another_rdkit_made_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RebuildTheStore("made by RDKit 1999")

    goods_of("CCO")
    index_structures()
    monkeypatch.setattr(CartridgeIndex, "apart_from", refuse)
    assert apart_from([rules()["us-fentanyl-related"]], ["CCO"]) == frozenset()


@pytest.mark.parametrize("is_taken_up", [False, True])
def test_a_look_back_finds_the_same_with_the_store_and_without(law: CompiledLaw, *, is_taken_up: bool) -> None:
    stored()
    if is_taken_up:
        index_structures()
    since = last_tick()
    change_a_class()
    row = looked_back(since)
    touched = TouchedItem.objects.filter(rescreen=row).order_by("item")
    assert len(touched) == 3
    assert {one.by for one in touched} == {"rule:us-fentanyl-related"}
