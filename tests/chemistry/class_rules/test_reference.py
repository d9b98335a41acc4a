from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.class_rules.reference import places
from tests.chemistry.class_rules.held import rules


@pytest.mark.parametrize("name", rules())
def test_every_required_site_of_a_frame_has_its_group_on_the_reference(name: str) -> None:
    rule = rules()[name]
    found = places(rule)
    assert found.frame
    for site in rule.sites:
        assert found.sites[site.id].groups or not site.required


def test_two_sites_on_one_atom_are_told_apart() -> None:
    sites = places(rules()["us-fentanyl-related"]).sites
    assert sites["acyl"].groups == ("*C(=O)CC",)
    assert sites["aryl"].groups == ("*c1ccccc1",)
    assert sites["acyl"].atoms.isdisjoint(sites["aryl"].atoms)


def test_sites_of_parts_are_atoms_of_the_whole_reference() -> None:
    rule = rules()["us-fentanyl-related"]
    mol, sites = Chem.MolFromSmiles(rule.reference.smiles), places(rule).sites
    assert sites["ring"].atoms | sites["link"].atoms == sites["tail"].atoms
    assert all(mol.GetAtomWithIdx(atom).GetIsAromatic() for atom in sites["ring"].atoms)
    assert sites["phenyl-ring"].atoms < sites["ring"].atoms


def test_a_site_that_may_bear_groups_is_its_atoms_with_the_groups_there() -> None:
    sites = places(rules()["ca-norfentanyl-derivatives"]).sites
    assert sites["acyl"].groups == ("*CC",)
    assert len(sites["acyl"].atoms) == 3


def test_a_part_that_is_not_on_the_reference_has_no_places() -> None:
    assert "two-carbons-aryl" not in places(rules()["cn-nitazene"]).sites
