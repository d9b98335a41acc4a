"""What the dictionary draws: with its file, without it and with a broken one, the same is named."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from chemistry import Identity, ReferenceData, StructureText, identify, parse_structure
from watchlist.engine.identification.drawings import DictionaryDrawings
from watchlist.engine.identification.needed_inchikeys import NeededInchiKeys
from watchlist.engine.identification.structures import Examiner

PHENOL: Final = StructureText("OC1=CC=CC=C1", "smiles")
TAUTOMER: Final = StructureText("O=C1C=CC=CN1", "smiles")
"""Of 2-hydroxypyridine: the InChIKey is one, the drawings are two."""
HYDROXYPYRIDINE: Final = StructureText("Oc1ccccn1", "smiles")
CHAIN: Final = StructureText("CCCCCCCCCCCCCCCCCCNCCO", "smiles")
MERCURY: Final = StructureText("C[Hg]C", "smiles")
TEXTS: Final = (PHENOL, TAUTOMER, CHAIN, MERCURY)


def identity(text: StructureText) -> Identity:
    return identify(parse_structure(text.text, "smiles"))


@pytest.fixture
def drawings(tmp_path: Path) -> DictionaryDrawings:
    drawings = DictionaryDrawings(tmp_path / "drawings.sqlite3")
    drawings.write([identity(PHENOL), identity(HYDROXYPYRIDINE), identity(MERCURY)])
    return drawings


def test_a_drawing_tells_its_inchikey_and_a_formula_that_there_is_none(drawings: DictionaryDrawings) -> None:
    assert drawings.inchikey_of(identity(PHENOL).smiles) == "ISWSIDIOOBJBQZ-UHFFFAOYSA-N"
    assert drawings.inchikey_of(identity(TAUTOMER).smiles) == drawings.inchikey_of("C[Hg]C") == ""
    assert [drawings.may_draw(identity(text)) for text in TEXTS] == [True, True, False, True]


@pytest.mark.parametrize("content", [None, b"no database" * 100])
def test_without_a_file_that_can_be_read_everything_may_be_drawn(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "drawings.sqlite3"
    if content:
        path.write_bytes(content)
    drawings = DictionaryDrawings(path)
    assert drawings.inchikey_of(identity(PHENOL).smiles) == ""
    assert all(drawings.may_draw(identity(text)) for text in TEXTS)


def test_what_may_have_a_name_gets_the_inchikey_that_would_be_computed(
    drawings: DictionaryDrawings, tmp_path: Path
) -> None:
    examiner = Examiner(ReferenceData())
    examined = examiner.examine(TEXTS)
    with_file = NeededInchiKeys(drawings, examiner.inchikeys).completed(TEXTS, (), examined)
    without = NeededInchiKeys(DictionaryDrawings(tmp_path / "none"), examiner.inchikeys).completed(TEXTS, (), examined)
    assert set(without) == set(TEXTS)
    assert set(with_file) == {PHENOL, TAUTOMER, MERCURY}
    assert with_file.items() <= without.items()
    inchikeys = {text: found.identity.inchikey for text, found in without.items()}
    assert inchikeys == {text: identity(text).inchikey for text in TEXTS}
