from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure
from chemistry.identity.tautomers import as_named


@pytest.mark.parametrize(
    ("tautomer", "named"),
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
        ("CC=[N+](O)[O-]", "CC[N+](=O)[O-]"),
        ("CC=N(=O)O", "CC[N+](=O)[O-]"),
        ("C=[N+]([O-])[O-]", "C[N+](=O)[O-]"),
        ("C[CH-][N+](=O)[O-]", "CC[N+](=O)[O-]"),
        ("CC(=O)C(=C=N)c1ccccc1", "CC(=O)C(C#N)c1ccccc1"),
        ("CC(C)=C=[N-]", "CC(C)C#N"),
        ("CC(O)=Nc1ccccc1", "CC(=O)Nc1ccccc1"),
        ("CC([O-])=NC", "CC(=O)NC"),
        ("COC(O)=C(C(C)=O)c1ccccc1", "COC(=O)C(C(C)=O)c1ccccc1"),
    ],
)
def test_a_tautomer_becomes_the_named_compound_and_every_atom_keeps_its_place(tautomer: str, named: str) -> None:
    drawn = Chem.MolFromSmiles(tautomer)
    redrawn = as_named(drawn, Chem.MolToSmiles(drawn))
    assert Chem.MolToSmiles(redrawn) == Chem.CanonSmiles(named)
    assert [atom.GetSymbol() for atom in redrawn.GetAtoms()] == [atom.GetSymbol() for atom in drawn.GetAtoms()]
    assert Chem.MolToSmiles(drawn) == Chem.CanonSmiles(tautomer)


@pytest.mark.parametrize(
    "drawings",
    [
        ("CC[N+](=O)[O-]", "CC=[N+](O)[O-]", "CC=[N+]([O-])[O-]", "C[CH-][N+](=O)[O-]", "CCN(=O)=O"),
        ("CC(=O)C(C#N)c1ccccc1", "CC(=O)[C-](C#N)c1ccccc1", "CC(=O)C(=C=N)c1ccccc1", "CC([O-])=C(C#N)c1ccccc1"),
        ("COC(=O)C(C(C)=O)c1ccccc1", "COC(=O)[C-](C(C)=O)c1ccccc1", "COC(O)=C(C(C)=O)c1ccccc1"),
        ("CC1(C)OC(=O)C(C(C)=O)C(=O)O1", "CC1(C)OC(=O)C(=C(C)O)C(=O)O1", "CC1(C)OC(O)=C(C(C)=O)C(=O)O1"),
        ("O=Cc1ccccc1", "[O-][CH+]c1ccccc1"),
        ("CC[N+](=O)[O-]", "CC[N+2]([O-])[O-]"),
        ("CCC(=O)Cl", "CCC#[O+].[Cl-]"),
        ("N#CC1(N2CCCCC2)CCCCC1", "C1CCCCC1=[N+]1CCCCC1.[C-]#N"),
        ("[O-][Mn](=O)(=O)=O", "[Mn+7].[O-2].[O-2].[O-2].[O-2]"),
    ],
)
def test_however_its_hydrogens_and_charges_are_drawn_a_substance_has_one_key(drawings: tuple[str, ...]) -> None:
    keys = {identify(parse_structure(drawing)).fragments[0].match_key for drawing in drawings}
    assert len(keys) == 1


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
        "CC[N+](=O)[O-]",
        "c1ccncc1O",
        "CC=[N+]([O-])C",
        "CC(C)=NO",
        "CN=C=O",
        "CC(=O)N=C",
    ],
)
def test_any_other_is_left_as_the_same_object(smiles: str) -> None:
    drawn = Chem.MolFromSmiles(smiles)
    assert as_named(drawn, Chem.MolToSmiles(drawn)) is drawn


def test_a_molecule_beyond_valence_without_its_charge_is_read() -> None:
    salt = identify(parse_structure("C[NH3+].F[P-](F)(F)(F)(F)F"))
    assert {fragment.role for fragment in salt.fragments} == {"cation", "anion"}
