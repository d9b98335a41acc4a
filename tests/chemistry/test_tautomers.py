from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.tautomers import as_ketone


@pytest.mark.parametrize(
    ("enol", "ketone"),
    [
        ("C=CO", "CC=O"),
        ("CC(O)=Cc1ccccc1", "CC(=O)Cc1ccccc1"),
        ("CC(O)=CC(C)=O", "CC(=O)CC(C)=O"),
        ("CC(O)=CC=C(C)O", "CC(=O)CCC(C)=O"),
        ("OC1=CCCCC1", "O=C1CCCCC1"),
        ("OC(O)=C", "CC(=O)O"),
        ("OC=CO", "O=CCO"),
        ("CC([O-])=[13CH]C(C)=O", "CC(=O)[13CH2]C(C)=O"),
        ("C/C(O)=C/C", "CCC(C)=O"),
    ],
)
def test_an_enol_becomes_its_carbonyl_compound_and_every_atom_keeps_its_place(enol: str, ketone: str) -> None:
    drawn = Chem.MolFromSmiles(enol)
    redrawn = as_ketone(drawn, Chem.MolToSmiles(drawn))
    assert Chem.MolToSmiles(redrawn) == Chem.CanonSmiles(ketone)
    assert [atom.GetSymbol() for atom in redrawn.GetAtoms()] == [atom.GetSymbol() for atom in drawn.GetAtoms()]
    assert Chem.MolToSmiles(drawn) == Chem.CanonSmiles(enol)


@pytest.mark.parametrize(
    "smiles",
    [
        "Oc1ccccc1",
        "C=COC",
        "C=COC(C)=O",
        "C=CC(=O)O",
        "C=CCO",
        "CC(C)=O",
        "OC=C=C",
        "C=C(N)C",
        "C[C+]=CO",
        "C[CH+]C=O",
        "OC=[C-]C",
    ],
)
def test_what_is_no_enol_is_left_as_the_same_object(smiles: str) -> None:
    drawn = Chem.MolFromSmiles(smiles)
    assert as_ketone(drawn, Chem.MolToSmiles(drawn)) is drawn
