"""The curated text of a list that change sets changed: it blocks no load, overwrites nothing, and two people decide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from tests.law_store.law import facts
from tests.law_store.seed_tree import EVENTS, NAMES, SeedTree
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.history import correct, facts_of
from watchlist.law_store.models import ListEntry, Scheduling
from watchlist.law_store.seeds.load import LoadReport, load_seeds
from watchlist.list_updates.applying import apply
from watchlist.list_updates.approval import approve, claim_review, reject
from watchlist.list_updates.change_models import ChangeSet, RescreenDue
from watchlist.list_updates.seeding import propose_text
from watchlist.manifests.models import Item
from watchlist.substances.registry import NameFacts, describe, substance_facts
from watchlist.temporal import last_tick

pytestmark = pytest.mark.django_db
P2P = "xx-list/p2p"


@pytest.fixture
def tree(tmp_path: Path) -> SeedTree:
    return SeedTree(tmp_path / "seeds")


@pytest.fixture
def curator(person: Callable[..., User]) -> User:
    return person("curator", "Curators")


@pytest.fixture
def second_curator(person: Callable[..., User]) -> User:
    return person("second-curator", "Curators")


def load(tree: SeedTree) -> LoadReport:
    return load_seeds(directory=tree.write(), actor="load_seeds", hand_over=propose_text)


def correct_by_another_path() -> None:
    """Have what is held of an entry say something that the text does not, as a change set would."""
    row = Scheduling.objects.current().get(entry__key=P2P)
    entry = ListEntry.objects.get(key=P2P)
    other = facts(row.event, row.valid_from, event_kind=row.event_kind, reach="esters")
    correct(entry=entry, replacements={row: other}, actor="somebody", reason="a change set")


def reach_held() -> str:
    return facts_of(Scheduling.objects.current().get(entry__key=P2P)).reach


@pytest.fixture
def touched(tree: SeedTree) -> SeedTree:
    tree.load()
    correct_by_another_path()
    tree.change(EVENTS, line_of_p2p(tree), reach="salts")
    return tree


def line_of_p2p(tree: SeedTree) -> int:
    return next(number for number, row in enumerate(tree.rows[EVENTS], start=2) if row["entry"] == "p2p")


def test_the_text_of_a_touched_list_is_proposed_and_overwrites_nothing(touched: SeedTree) -> None:
    assert "lists/xx/xx-list" not in load(touched).editions
    change = ChangeSet.objects.get().revisions.get().changes.get()
    assert (change.entries, reach_held()) == (P2P, "esters")


def test_the_same_text_is_proposed_once(touched: SeedTree) -> None:
    load(touched)
    load(touched)
    assert ChangeSet.objects.count() == 1


def test_two_people_bring_the_text_into_the_law_and_the_next_load_keeps_it(
    touched: SeedTree, curator: User, second_curator: User
) -> None:
    load(touched)
    change_set = ChangeSet.objects.get()
    revision = claim_review(change_set=change_set, actor=curator)
    approve(changes=list(revision.changes.all()), actor=second_curator)
    apply(change_set=change_set, actor="apply_due")
    assert reach_held() == "salts"
    assert "lists/xx/xx-list" in load(touched).editions
    touched.change(EVENTS, line_of_p2p(touched), reach="salts esters")
    load(touched)
    assert (reach_held(), ChangeSet.objects.count()) == ("salts esters", 1)


def test_a_rejected_text_does_not_come_back_until_it_says_something_else(
    touched: SeedTree, curator: User, second_curator: User
) -> None:
    load(touched)
    revision = claim_review(change_set=ChangeSet.objects.get(), actor=curator)
    reject(changes=list(revision.changes.all()), actor=second_curator, reason="the house reads it otherwise")
    load(touched)
    assert (ChangeSet.objects.count(), reach_held()) == (1, "esters")
    touched.change(EVENTS, line_of_p2p(touched), reach="salts esters")
    load(touched)
    assert ChangeSet.objects.count() == 2


def test_the_other_parts_of_the_text_are_loaded_meanwhile(touched: SeedTree) -> None:
    touched.change(NAMES, 2, source="another source")
    assert "substances" in load(touched).editions


def test_a_name_that_a_change_set_brought_stays_when_the_text_changes(tree: SeedTree) -> None:
    tree.load()
    known = substance_facts("p2p", last_tick())
    assert known
    names = [*known.names, NameFacts("P-two-P", "en", "printed", "a gazette")]
    describe(
        key="p2p",
        facts=type(known)(known.description, known.structure, names, known.identifiers),
        actor="somebody",
        reason="a change set",
    )
    line = next(number for number, row in enumerate(tree.rows[NAMES], start=2) if row["substance"] == "p2p")
    tree.change(NAMES, line, source="another source")
    load(tree)
    held = substance_facts("p2p", last_tick())
    assert held
    assert {"P-two-P"} < {name.text for name in held.names}
    assert "another source" in {name.source for name in held.names}
    assert "ptwop" in law_known_at().names


def test_a_substance_that_was_drawn_otherwise_meanwhile_refuses_another_drawing(tree: SeedTree) -> None:
    tree.load()
    known = substance_facts("p2p", last_tick())
    assert known
    assert known.structure
    drawn = type(known.structure)("CCO", "LFQSCWFLJHTTHZ-UHFFFAOYSA-N")
    describe(
        key="p2p",
        facts=type(known)(known.description, drawn, known.names, known.identifiers),
        actor="somebody",
        reason="a change set",
    )
    line = next(number for number, row in enumerate(tree.rows[NAMES], start=2) if row["substance"] == "p2p")
    tree.change(NAMES, line, source="another source")
    with pytest.raises(CorrectTheData, match="draws it otherwise"):
        load(tree)


def test_an_entry_of_which_the_text_says_nothing_new_is_left_alone(tree: SeedTree) -> None:
    tree.load()
    correct_by_another_path()
    other = next(number for number, row in enumerate(tree.rows[EVENTS], start=2) if row["entry"] != "p2p")
    tree.change(EVENTS, other, note="read again")
    load(tree)
    entries = [change.entries for change in ChangeSet.objects.get().revisions.get().changes.all()]
    assert P2P not in entries
    assert (len(entries), reach_held()) == (1, "esters")


def test_without_anybody_to_take_it_over_the_load_is_refused(touched: SeedTree) -> None:
    with pytest.raises(CorrectTheData, match="bring the new text as a change set"):
        touched.load()
    assert ChangeSet.objects.count() == 0


def test_a_text_that_says_nothing_of_an_entry_does_not_give_the_list_back_to_the_loader(tree: SeedTree) -> None:
    tree.load()
    correct_by_another_path()
    tree.lists["xx-list"] = tree.lists["xx-list"].replace("as read", "as we read")
    load(tree)
    tree.change(EVENTS, line_of_p2p(tree), reach="salts")
    load(tree)
    assert (reach_held(), ChangeSet.objects.count()) == ("esters", 1)


def test_law_that_the_text_changes_is_looked_back_on_where_anything_is_stored(tree: SeedTree) -> None:
    call_command("load_seeds", str(tree.write()))
    assert not RescreenDue.objects.exists()
    Item.objects.create(digest="0" * 64, identity="{}")
    call_command("load_seeds", str(tree.write()))
    assert not RescreenDue.objects.exists()
    before = last_tick()
    tree.change(EVENTS, line_of_p2p(tree), reach="salts")
    call_command("load_seeds", str(tree.write()))
    assert RescreenDue.objects.values_list("before", "after").get() == (before, last_tick())
