"""A store of the cartridge never answers with what another RDKit made, and finds what a walk over all finds."""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from rdkit import Chem
from rdkit.Chem import rdFingerprintGenerator
from rdkit.DataStructs import TanimotoSimilarity

from chemistry.search.library import Drawing
from chemistry.search.query import MAX_ATOMS, MAX_PARTS, read_structure
from tests.chemistry.class_rules.held import rules
from tests.structure_index.contract import EVERYTHING, PARTS
from watchlist.conf import build_dir
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.structure_index import tables
from watchlist.structure_index.base import QueryTooCostly, RebuildTheStore
from watchlist.structure_index.cartridge import CartridgeIndex

pytestmark = pytest.mark.django_db

MORGAN = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
CHEMICALS = 2_000
LIKE = ("CC(=O)Cc1ccccc1", "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1", "CCO", "CC(C)C(=O)OC(=O)C(C)C")


@pytest.fixture
def held() -> CartridgeIndex:
    index = CartridgeIndex("held")
    index.add([Drawing("acetone", "CC(C)=O"), Drawing("benzene", "c1ccccc1")])
    return index


def made_otherwise(column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE watchlist_structure_store SET {column} = 'RDKit 1999'")  # noqa: S608 - names of our own columns


def test_what_another_rdkit_made_is_not_asked_and_not_added_to(held: CartridgeIndex) -> None:
    made_otherwise("made_by")
    for ask in (
        lambda: held.exact("CC(C)=O", "smiles", limit=1),
        lambda: held.substructure("C", "smiles", limit=1),
        lambda: held.similar("CC(C)=O", limit=1),
        lambda: held.apart_from([rules()["us-fentanyl-related"]], ["acetone"]),
        lambda: held.add([Drawing("toluene", "Cc1ccccc1")]),
    ):
        with pytest.raises(RebuildTheStore, match=r"made by RDKit 1999, .* run `manage.py structure_index rebuild`"):
            ask()


def test_a_store_that_was_never_made_does_not_answer_that_there_is_nothing() -> None:
    with pytest.raises(RebuildTheStore, match="was never made"):
        CartridgeIndex("nowhere").exact("CC(C)=O", "smiles", limit=1)


def test_under_another_cartridge_no_index_of_it_is_asked_and_the_answers_stay(
    held: CartridgeIndex, caplog: pytest.LogCaptureFixture
) -> None:
    before = held.similar("CC(C)=O", limit=EVERYTHING), held.substructure("c1ccccc1", "smiles", limit=EVERYTHING)
    made_otherwise("cartridge")
    with caplog.at_level(logging.WARNING):
        after = held.similar("CC(C)=O", limit=EVERYTHING), held.substructure("c1ccccc1", "smiles", limit=EVERYTHING)
    assert after == before
    assert "structure_index rebuild" in caplog.text


def test_a_statement_that_takes_too_long_is_ended_and_the_next_one_has_its_usual_time(
    held: CartridgeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '77s'")
    monkeypatch.setattr(tables, "SECONDS", 0.05)
    with pytest.raises(QueryTooCostly):
        tables._rows("SELECT pg_sleep(5)")
    monkeypatch.undo()
    assert held.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("77s",)


def test_of_chemicals_of_commerce_it_finds_what_a_walk_over_all_of_them_finds() -> None:
    every = [smiles for smiles, _, _ in Dictionary(build_dir()).structures()]
    index = CartridgeIndex("chemicals")
    some = every[:: len(every) // CHEMICALS]
    refused = {one.smiles for one, _ in index.add(Drawing(smiles, smiles) for smiles in some)}
    mols = {smiles: read_structure(smiles) for smiles in sorted({*some} - refused)}
    assert len(mols) > CHEMICALS * 0.99
    small = [smiles for smiles in list(mols)[::20] if smiles.count(".") < MAX_PARTS and len(smiles) < MAX_ATOMS]
    asked = [*PARTS, *(("smiles", smiles) for smiles in small)]
    for notation, text in asked:
        pattern = Chem.MolFromSmarts(text) if notation == "smarts" else read_structure(text)
        hits = index.substructure(text, notation, limit=EVERYTHING)  # type: ignore[arg-type] # the table's words are these
        assert [hit.key for hit in hits] == [key for key, mol in mols.items() if mol.HasSubstructMatch(pattern)]
    bits = {key: MORGAN.GetFingerprint(mol) for key, mol in mols.items()}
    for text in LIKE:
        asked_for = MORGAN.GetFingerprint(read_structure(text))
        near = {key: TanimotoSimilarity(asked_for, of) for key, of in bits.items()}
        expected = sorted((key for key in near if near[key]), key=lambda key: (-near[key], key))
        for limit in (5, 50, EVERYTHING):
            hits = index.similar(text, limit=limit)
            assert [(hit.key, hit.similarity) for hit in hits] == [(key, near[key]) for key in expected[:limit]]
