from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.identity.identities import Identity, identify
from chemistry.identity.molecules import parse_structure
from tests.chemistry.labelled import rows


def identity_of(smiles: str) -> Identity:
    return identify(parse_structure(smiles))


@pytest.mark.parametrize("row", rows("identity.csv"), ids=lambda row: row["case"])
def test_a_listed_substance_has_one_key_in_every_disguise(row: dict[str, str]) -> None:
    (listed,) = identity_of(row["listed"]).fragments
    drawn = {fragment.match_key for fragment in identity_of(row["drawn"]).fragments}
    assert (listed.match_key in drawn) == (row["same_key"] == "yes")


def test_atoms_of_a_component_are_those_of_the_smiles_of_the_whole() -> None:
    identity = identity_of("Cl.O.CN[C@@H](C)[C@H](O)c1ccccc1.O")
    whole = Chem.MolFromSmiles(identity.smiles)
    for fragment in identity.fragments:
        first = fragment.atoms[: len(fragment.atoms) // fragment.count]
        assert Chem.MolFragmentToSmiles(whole, first) == fragment.smiles
    assert sorted(atom for fragment in identity.fragments for atom in fragment.atoms) == list(
        range(whole.GetNumAtoms())
    )


def test_equal_components_are_one_with_a_count() -> None:
    base, water = identity_of("CNC(C)C(O)c1ccccc1.O.CNC(C)C(O)c1ccccc1").fragments
    assert (base.count, base.role, base.heavy_atoms) == (2, "base", 12)
    assert (water.count, water.role) == (1, "water")


@pytest.mark.parametrize(
    ("smiles", "role"),
    [
        ("CNC", "base"),
        ("c1ccncc1", "base"),
        ("Nc1ccccc1", "base"),
        ("NC(N)=N", "base"),
        ("CC(N)=O", "organic"),
        ("CC#N", "organic"),
        ("CC[N+](=O)[O-]", "organic"),
        ("CS(N)(=O)=O", "organic"),
        ("c1cc[nH]c1", "organic"),
        ("CC(=O)O", "acid"),
        ("CS(=O)(=O)O", "acid"),
        ("O=C1NS(=O)(=O)c2ccccc12", "acid"),
        ("OCC(O)C1OC(=O)C(O)=C1O", "acid"),
        ("NCC(=O)O", "amphoteric"),
        ("CC(=O)[O-]", "anion"),
        ("C[N+](C)(C)C", "cation"),
        ("Oc1ccccc1", "organic"),
        ("Cl", "acid"),
        ("N", "base"),
        ("[Fe]", "metal"),
        ("II", "inorganic"),
        ("[2H]O[2H]", "water"),
        ("[OH3+]", "water"),
    ],
)
def test_the_role_of_a_component_is_what_it_does_in_a_salt(smiles: str, role: str) -> None:
    assert identity_of(smiles).fragments[0].role == role


def test_identity_keeps_what_was_drawn_and_names_the_steps() -> None:
    identity = identity_of("[2H]C([2H])([2H])[C@H](N)C(=O)O[Na]")
    assert identity.smiles == "[2H]C([2H])([2H])[C@H](N)C(=O)[O-].[Na+]"
    assert identity.steps == ("metals_disconnected", "isotopes_zeroed", "uncharged", "stereo_removed")
    assert (identity.formula, identity.heavy_atoms) == ("C3H6NNaO2", 7)
    assert identity.fragments[0].isotopic


def test_a_component_above_the_bound_has_a_plain_key_and_says_so() -> None:
    identity = identity_of("C" * 120)
    assert identity.fragments[0].match_key.startswith("smiles:")
    assert identity.steps == ("key_without_tautomers",)


def test_the_key_of_a_known_substance_does_not_move_with_the_library() -> None:
    (fragment,) = identity_of("O=C1CCNCC1").fragments
    assert fragment.match_key == "tautomer:[O]:[C]1:[C]-[CH2]-[NH]-[CH2]-[C]:1_4_0"
    assert identity_of("O=C1CCNCC1").inchikey == "VRJHQPZVIGNGMX-UHFFFAOYSA-N"


@pytest.mark.parametrize(
    ("smiles", "carbons"),
    [("CC(=O)Cc1ccccc1", 9), ("[13CH3]C([2H])=O", 2), ("ClCCl", 1), ("C[Si](C)(C)C", 4), ("c1cc[se]c1", 4), ("II", 0)],
)
def test_a_fragment_counts_its_carbon_atoms(smiles: str, carbons: int) -> None:
    assert identity_of(smiles).fragments[0].carbons == carbons
