from __future__ import annotations

import pickle

import pytest
from rdkit import Chem

from chemistry.class_rules.match import ClassMatch, RuleSet
from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure
from tests.chemistry.class_rules.held import members, rules
from tests.exploding import in_time

RULES = RuleSet(rules().values())
ACETYL = "CC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
BENZYL = "CCC(=O)N(c1ccccc1)C1CCN(Cc2ccccc2)CC1"


def matches(smiles: str, known: RuleSet = RULES) -> dict[str, ClassMatch]:
    mol = parse_structure(smiles)
    return {match.rule: match for match in known.match(mol, identify(mol))}


def marked(smiles: str, match: ClassMatch, limb: str) -> str:
    whole = Chem.MolFromSmiles(identify(parse_structure(smiles)).smiles)
    return str(Chem.MolFragmentToSmiles(whole, match.trace.marks[limb]))


@pytest.mark.parametrize(
    ("smiles", "forms"),
    [
        (ACETYL, ()),
        (f"{ACETYL}.Cl", ("salt",)),
        ("CC(=O)N(c1ccccc1)C1CC[NH+](CCc2ccccc2)CC1.[Cl-]", ("salt",)),
        ("CC(=O)N(c1ccccc1)C1CC[NH+](CCc2ccccc2)CC1", ("salt",)),
        (f"{ACETYL}.OC(=O)CC(O)(CC(=O)O)C(=O)O.O", ("salt", "hydrate")),
        (f"{ACETYL}.Cc1ccccc1", ("mixture_component",)),
        ("CC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1C.Cl", ("salt",)),
        ("[2H]c1c([2H])c([2H])c([2H])c([2H])c1CCN1CCC(CC1)N(C(C)=O)c1ccccc1", ("isotopologue",)),
        ("CCC(=O)N(c1ccccc1)C1CCN(C[C@H](OC(C)=O)c2ccccc2)CC1.Cl", ("salt", "ester")),
        ("CCC(=O)N(c1ccccc1)C1CCN(CC(OCc2ccccc2)c2ccccc2)CC1", ("ether",)),
    ],
)
def test_goods_are_a_form_of_a_member(smiles: str, forms: tuple[str, ...]) -> None:
    match = matches(smiles)["us-fentanyl-related"]
    assert match.trace.outcome == "member"
    assert match.forms == forms


@pytest.mark.parametrize(
    "smiles",
    [
        ACETYL,
        f"O.Cl.{ACETYL}",
        "CC(=O)N(c1ccccc1)C1CC[NH+](CCc2ccccc2)CC1.[Cl-]",
        "[2H]c1c([2H])c([2H])c([2H])c([2H])c1CCN1CCC(CC1)N(C(C)=O)c1ccccc1.Cl",
    ],
)
def test_atoms_are_those_of_the_goods_as_drawn(smiles: str) -> None:
    match = matches(smiles)["us-fentanyl-related"]
    assert marked(smiles, match, "E") == "CC=O"
    assert match.atoms == match.trace.marks["E"]


def test_atoms_stand_for_every_copy() -> None:
    smiles = f"{ACETYL}.{ACETYL}.OS(O)(=O)=O"
    assert marked(smiles, matches(smiles)["us-fentanyl-related"], "E") == "CC=O.CC=O"


def test_of_several_components_the_one_furthest_inside_speaks() -> None:
    match = matches(f"{BENZYL}.{ACETYL}.Cc1ccccc1")["us-fentanyl-related"]
    assert match.trace.outcome == "member"
    assert match.forms == ("mixture_component",)


def test_members_come_first() -> None:
    mol = parse_structure(BENZYL)
    found = RULES.match(mol, identify(mol))
    assert found[0].rule == "cn-fentanyl"
    assert [match.trace.outcome for match in found[:1]] == ["member"]
    assert matches(BENZYL)["us-fentanyl-related"].trace.is_near


def test_what_has_no_frame_is_not_spoken_of() -> None:
    assert matches("CC(=O)Oc1ccccc1C(=O)O") == {}
    assert matches("O.[Na+].[Cl-]") == {}
    assert matches(ACETYL, RuleSet([])) == {}


def test_a_match_can_be_sent_to_another_process() -> None:
    match = matches(f"{ACETYL}.Cl")["us-fentanyl-related"]
    assert pickle.loads(pickle.dumps(match)) == match  # noqa: S301 - what was written here


@pytest.mark.parametrize("name", rules())
def test_a_salt_stands_to_the_class_as_its_base_does(name: str) -> None:
    for row in members():
        if row["rule"] == name:
            match = matches(f"{row['smiles']}.Cl").get(name)
            assert (row["name"], match.trace.outcome if match else "no_core") == (row["name"], row["expected"])


@pytest.mark.parametrize(
    "smiles",
    [
        f"CN{'C1CCN(CC1)CN' * 11}C",  # the frame eleven times over
        f"CC(=O)N(c1ccccc1)C1CCN(CC1){'C1CCN(CC1)' * 11}C",
        f"CC(=O)N(c1ccccc1)C1CCN(CCc2ccc({'c3ccc(' * 11}C{')cc3' * 11})cc2)CC1",
        f"CC(=O)N(c1ccccc1)C1CCN(CC({'C(' * 12}c2ccccc2{')c2ccccc2' * 4}{')' * 8})c2ccccc2)CC1",
        f"CC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1.{'CCN' * 25}.{'C1CCNCC1.' * 20}O",
    ],
)
def test_large_and_repeating_molecules_are_answered_in_time(smiles: str) -> None:
    with in_time():
        assert matches(smiles)
