"""Every store of structures loses no hit, invents none, and keeps their order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from rdkit import Chem

from chemistry.class_rules.trace import OUTCOMES
from chemistry.search.library import Drawing
from tests.chemistry.class_rules.held import rules
from tests.resolution.bombs import bombs
from tests.structure_index.contract import (
    BACKENDS,
    EVERYTHING,
    EXPLODING,
    PARTS,
    drawings,
    in_pages,
    keys_by_likeness,
    keys_of_class,
    keys_with_part,
)
from watchlist.structure_index.base import QueryNotReadable, QueryTooCostly, StructureIndex

ACETONE, BENZENE = Drawing("acetone", "CC(C)=O"), Drawing("benzene", "c1ccccc1")
SALT = Drawing("benzene", "c1ccccc1.Cl")
SOME = [drawing.smiles for drawing in drawings()[::12]]


RULES = rules()
"""The legal classes that are held, by key."""


@pytest.fixture(scope="module", params=BACKENDS)
def index(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[StructureIndex]:
    """Return a store of all of them, for every test of this file: outside the transaction of any."""
    with django_db_blocker.unblock():
        yield BACKENDS[request.param](drawings())


@pytest.fixture(params=BACKENDS)
def small(request: pytest.FixtureRequest, db: None) -> StructureIndex:
    """Return a store of three structures, for one test."""
    return BACKENDS[request.param]([ACETONE, BENZENE, SALT])


def test_each_key_is_counted_once(index: StructureIndex) -> None:
    assert index.count() == len({drawing.key for drawing in drawings()}) < len(drawings())


@pytest.mark.parametrize(("notation", "text"), [*PARTS, *(("smiles", smiles) for smiles in SOME)])
def test_a_part_is_found_in_exactly_what_has_it(index: StructureIndex, notation: str, text: str) -> None:
    hits = index.substructure(text, notation, limit=EVERYTHING)  # type: ignore[arg-type] # the table's words are these
    assert [hit.key for hit in hits] == keys_with_part(notation, text)


@pytest.mark.parametrize("text", [*SOME, "CC(=O)Cc1cccc(C)c1", "CCCCCC"])
def test_the_most_alike_come_first(index: StructureIndex, text: str) -> None:
    hits = index.similar(text, limit=EVERYTHING)
    assert [(hit.key, hit.similarity) for hit in hits] == keys_by_likeness(text)


@pytest.mark.parametrize("drawing", drawings()[::5], ids=lambda drawing: drawing.key)
def test_every_structure_is_found_by_itself(index: StructureIndex, drawing: Drawing) -> None:
    inchikey = str(Chem.MolToInchiKey(Chem.MolFromSmiles(drawing.smiles)))
    hits = index.exact(drawing.smiles, "smiles", limit=EVERYTHING)
    assert drawing.key in [hit.key for hit in hits if hit.identical]
    assert hits == index.exact(inchikey, "inchikey", limit=EVERYTHING)


def test_a_skeleton_finds_its_stereoisomers_after_the_one_asked_for(index: StructureIndex) -> None:
    hits = index.exact("CN[C@@H](C)[C@H](O)c1ccccc1", "smiles", limit=EVERYTHING)
    assert [(hit.key, hit.identical) for hit in hits][:1] == [("ephedrine", True)]
    assert ("pseudoephedrine", False) in [(hit.key, hit.identical) for hit in hits]
    block = index.exact("KWGRBVOPPLSCSI", "inchikey", limit=EVERYTHING)
    assert [hit.key for hit in block] == sorted(hit.key for hit in hits)
    assert not any(hit.identical for hit in block)


@pytest.mark.parametrize("size", [10, 64, 1000])
def test_pages_join_to_the_whole(index: StructureIndex, size: int) -> None:
    text = "CC(=O)Cc1ccccc1"
    alike = in_pages(lambda limit, after: index.similar(text, limit=limit, after=after), size)
    assert alike == index.similar(text, limit=EVERYTHING)
    parts = in_pages(lambda limit, after: index.substructure("c1ccccc1", "smiles", limit=limit, after=after), size)
    assert parts == index.substructure("c1ccccc1", "smiles", limit=EVERYTHING)


@pytest.mark.parametrize("text", ["", "C1CC", "no structure", "CC中", "*", "C" * 5_000, "C" * 400])
def test_what_is_no_structure_is_refused(index: StructureIndex, text: str) -> None:
    for search in (
        lambda: index.similar(text, limit=1),
        lambda: index.exact(text, "smiles", limit=1),
        lambda: index.substructure(text, "smiles", limit=1),
    ):
        with pytest.raises(QueryNotReadable):
            search()


@pytest.mark.parametrize("text", ["", "KWGRBVOPPLSCS", "KWGRBVOPPLSCSI-WPRPVWTQSA", "CAS 50-00-0"])
def test_what_is_no_inchikey_is_refused(index: StructureIndex, text: str) -> None:
    with pytest.raises(QueryNotReadable):
        index.exact(text, "inchikey", limit=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[$(",
        "(C.N)",
        "c1ccccc1 and more",
        "C" * 10_000,
        "[$(C" * 200 + ")]" * 200,
        "[$([$([$([$(C)])])])]",
        "[$(CC)]" * 20,
        "~".join("*" * 101),
        ".".join("C" * 5),
    ],
    ids=lambda text: f"{text[:12]} of {len(text)}",
)
def test_a_pattern_that_cannot_be_read_or_is_too_large_is_refused(index: StructureIndex, text: str) -> None:
    with pytest.raises(QueryNotReadable):
        index.substructure(text, "smarts", limit=1)


def test_a_query_that_takes_too_long_is_given_up_and_does_not_hurt_the_next(index: StructureIndex) -> None:
    before = index.substructure("c1ccccc1", "smiles", limit=EVERYTHING)
    with pytest.raises(QueryTooCostly):
        index.substructure(EXPLODING, "smarts", limit=1)
    assert index.substructure("c1ccccc1", "smiles", limit=EVERYTHING) == before


@pytest.mark.long
@pytest.mark.parametrize("name", bombs())
def test_a_time_bomb_is_answered_or_refused_and_does_not_hurt_the_next(index: StructureIndex, name: str) -> None:
    text = bombs()[name]
    for search in (
        lambda: index.exact(text, "smiles", limit=1),
        lambda: index.similar(text, limit=1),
        lambda: index.substructure(text, "smarts", limit=1),
    ):
        with suppress(QueryNotReadable, QueryTooCostly):
            assert len(search()) <= 1
    assert [hit.key for hit in index.exact("CC(C)=O", "smiles", limit=1)] == ["acetone"]


@pytest.mark.parametrize("key", RULES)
def test_a_class_has_exactly_what_stands_to_it_so_when_each_is_asked(index: StructureIndex, key: str) -> None:
    hits = index.definition(RULES[key], outcomes=OUTCOMES, limit=EVERYTHING)
    assert [(hit.key, hit.outcome) for hit in hits] == keys_of_class(RULES[key], OUTCOMES)
    members = index.definition(RULES[key], outcomes=["member"], limit=EVERYTHING)
    assert [(hit.key, hit.outcome) for hit in members] == keys_of_class(RULES[key], ["member"])


def test_pages_of_a_class_join_to_the_whole(index: StructureIndex) -> None:
    rule = RULES["us-fentanyl-related"]
    paged = in_pages(lambda limit, after: index.definition(rule, outcomes=OUTCOMES, limit=limit, after=after), 7)
    assert paged == index.definition(rule, outcomes=OUTCOMES, limit=EVERYTHING)
    assert len(paged) > 7


def test_what_is_added_is_found_and_is_not_added_twice(small: StructureIndex) -> None:
    toluene = Drawing("toluene", "Cc1ccccc1")
    assert small.add([toluene, ACETONE]) == small.add([toluene]) == ()
    assert small.count() == 3
    found = small.substructure("c1ccccc1", "smiles", limit=EVERYTHING)
    assert [(hit.key, hit.smiles) for hit in found] == [("benzene", BENZENE.smiles), ("toluene", toluene.smiles)]


def test_a_drawing_that_is_added_to_a_key_comes_after_those_it_has(small: StructureIndex) -> None:
    small.add([Drawing("acetone", "CC(C)=O.Cl"), Drawing("acetone", "CC(=O)C")])
    (hit,) = small.exact("CC(C)=O", "smiles", limit=EVERYTHING)
    assert (hit.smiles, small.count()) == (ACETONE.smiles, 2)
    (hit,) = small.exact("CC(C)=O.Cl", "smiles", limit=EVERYTHING)
    assert (hit.key, hit.smiles) == ("acetone", "CC(C)=O.Cl")


def test_what_cannot_be_read_is_told_and_not_held(small: StructureIndex) -> None:
    (told,) = small.add([Drawing("broken", "C1CC"), Drawing("toluene", "Cc1ccccc1")])
    assert (told[0].key, told[1].code) == ("broken", "smiles_unreadable")
    assert small.count() == 3


def test_what_is_removed_is_found_no_more(small: StructureIndex) -> None:
    assert small.remove(["benzene", "never held"]) == 1
    assert small.remove(["benzene"]) == 0
    assert small.count() == 1
    assert small.substructure("c1ccccc1", "smiles", limit=EVERYTHING) == ()
    assert [hit.key for hit in small.similar("CC(C)=O", limit=EVERYTHING)] == ["acetone"]
