"""InChIKeys: computed where a structure meets something, and of which drawings they are had again."""

from __future__ import annotations

import pytest

from chemistry.errors import StructureError
from chemistry.identity import gives_inchikey, inchikey_of_molecule, parse_structure, standardise
from chemistry.structures import Examination, StructureText, examine, examine_with_inchikeys, inchikeys
from tests.chemistry.labelled import comparer
from watchlist.engine.identification.dictionary import Dictionary

SAMPLE = 50
PHENOL, PHENOL_KEY = "Oc1ccccc1", "ISWSIDIOOBJBQZ-UHFFFAOYSA-N"
KETONE, KETONE_KEY = "CC(=O)Cc1ccccc1", "QCCDLTOVEPVEJK-UHFFFAOYSA-N"


def key(found: object) -> str:
    assert isinstance(found, Examination)
    return found.identity.inchikey


def test_what_meets_nothing_has_its_inchikey_only_where_it_is_known_or_asked() -> None:
    texts = [StructureText(PHENOL), StructureText(KETONE), StructureText(PHENOL, "smiles", "known")]
    assert list(map(key, examine(texts, comparer()))) == ["", KETONE_KEY, "known"]
    assert list(map(key, examine_with_inchikeys(texts, comparer()))) == [PHENOL_KEY, KETONE_KEY, "known"]
    assert inchikeys(texts, comparer()) == [PHENOL_KEY, KETONE_KEY, PHENOL_KEY]


@pytest.mark.parametrize(
    ("smiles", "gives"),
    [
        ("O", True),
        ("Oc1ccccc1", True),
        ("Clc1ccc(Br)cc1I", True),
        ("F/C=C/F", True),
        ("FB(F)F", True),
        ("C[Si](C)(C)C", True),
        ("C[N+](C)(C)C.[Cl-]", True),
        ("CC(=O)[O-].[Na+]", True),
        ("O=[N+]([O-])c1ccccc1", True),
        ("[2H]C(Cl)(Cl)Cl", True),
        ("[13CH4]", True),
        ("", False),
        ("[Na+].[Cl-]", False),
        ("[Ca+2].[O-2]", False),
        ("O=Cl(=O)O", False),
        ("OCl", True),
        ("C[Hg]C", False),
        ("CC(=O)[O-].[Pb+2]", False),
        ("[O][O-]", False),
        ("C1=C\\C=C/C=C\\C=C/1", False),
        ("C" * 2001, False),
        (".".join(["C"] * 52), False),
    ],
)
def test_the_inchikey_of_what_is_odd_or_too_long_is_not_left_to_be_had_again(smiles: str, gives: bool) -> None:
    assert gives_inchikey(smiles) is gives


def test_what_the_dictionary_states_is_what_is_computed_of_its_drawing_and_of_that_again(
    dictionary: Dictionary,
) -> None:
    compared = 0
    for text, notation, stated in dictionary.structures()[::SAMPLE]:
        try:
            standard = standardise(parse_structure(text, notation))
        except StructureError:
            continue
        if gives_inchikey(standard.smiles):
            compared += 1
            again = parse_structure(standard.smiles, "smiles")
            assert {stated} == {inchikey_of_molecule(standard.mol), inchikey_of_molecule(again)}, text
    assert compared > 1_000


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return Dictionary()
