from __future__ import annotations

import pickle

import pytest
from rdkit import Chem

from chemistry.errors import StructureError
from chemistry.identity.molecules import parse_structure
from chemistry.structures import Examination, StructureRefusal, StructureText, examine
from tests.chemistry.labelled import comparer
from tests.exploding import in_time


@pytest.mark.parametrize(
    ("text", "notation", "code"),
    [
        ("  ", None, "structure_empty"),
        ("C" * 2001, None, "structure_too_long"),
        (".".join(["O"] * 52), None, "structure_too_many_parts"),
        ("InChI=1S/30000H2O/h30000*1H2", None, "structure_too_many_parts"),
        ("C" * 301, None, "structure_too_large"),
        ("c1ccc", None, "smiles_unreadable"),
        ("I have none", None, "smiles_unreadable"),
        ("CCO ethanol", None, "smiles_unreadable"),
        ("*CC", None, "smiles_unreadable"),
        ("C(C)(C)(C)(C)C", None, "smiles_unreadable"),
        ("InChI=1S/nonsense", None, "inchi_unreadable"),
        ("CCO", "inchi", "inchi_unreadable"),
        ("InChI=1S/CH4/h1H4", "smiles", "smiles_unreadable"),
    ],
)
def test_a_text_that_is_no_structure_is_refused_by_name(text: str, notation: None, code: str) -> None:
    with pytest.raises(StructureError) as caught:
        parse_structure(text, notation)
    assert caught.value.code == code


def test_an_inchi_is_known_by_its_prefix() -> None:
    mol = parse_structure(" InChI=1S/C5H9NO/c7-5-1-3-6-4-2-5/h6H,1-4H2 ")
    assert Chem.MolToSmiles(mol) == "O=C1CCNCC1"


def test_a_bad_text_does_not_hurt_its_neighbours() -> None:
    texts = [StructureText("O=C1CCNCC1"), StructureText("nonsense"), StructureText("CC(=O)Cc1ccccc1", "smiles")]
    first, second, third = examine(texts * 40, comparer())[:3]
    assert isinstance(first, Examination)
    assert first.matches[0].reference == "4-piperidone"
    assert second == StructureRefusal("smiles_unreadable", "'nonsense' cannot be read as SMILES")
    assert isinstance(third, Examination)
    assert third.matches[0].reference == "p2p"


def test_results_can_cross_a_pipe() -> None:
    results = examine([StructureText("O=C1CCNCC1.Cl"), StructureText("")], comparer())
    assert pickle.loads(pickle.dumps(results)) == results  # noqa: S301 - what was written here


CAGE = (
    "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1c1c6c6c%11c2c2c7c3c3"
    "c8c4c4c9c5c1c1c6c2c3c41"
)
BOMBS = {
    "salt": ".".join(["[Na+].[Cl-]"] * 25),
    "bocs": "C" + "N(C(=O)OC(C)(C)C)C" * 12,
    "anilides": "C" + "C(C(=O)Nc1ccccc1)" * 10 + "C",
    "chain": "C" * 300,
    "cage": CAGE,
    "piperidines": "C1CCNCC1" + "N2CCC(CC2)" * 15 + "C",
    "piperidones": "O=C1CCN(CC1)" + "C(=O)N1CCC(=O)CC1" + ".O=C1CCNCC1" * 20,
    "gem-diols": "OC(O)(C)" + "CC(O)(O)" * 30 + "C",
    "esters": "C" + "OC(=O)Cc1ccccc1.C" * 25,
    "polyketone": "CC(=O)" * 33 + "C",
    "hydroxyls": "OC" + "C(O)" * 90 + "C",
    "branches": "C(" * 90 + "C" + ")" * 90,
    "halides": "Fc1c(F)c(F)c(F)c(F)c1F." * 20 + "C",
    "centres": "C" + "[C@H](O)" * 90 + "C",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_no_structure_within_the_bounds_takes_long(text: str) -> None:
    with in_time():
        (result,) = examine([StructureText(text)], comparer())
    assert isinstance(result, Examination)


@pytest.mark.parametrize("text", ["CC\ufffd", "CC\u4e2d", "C\u00e9"])
def test_a_letter_that_is_not_ascii_is_never_dropped_from_a_structure(text: str) -> None:
    assert isinstance(examine([StructureText(text)], comparer())[0], StructureRefusal)
