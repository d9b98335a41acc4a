from __future__ import annotations

import pytest
from rdkit import Chem

from chemistry.forms.adducts import opened


@pytest.mark.parametrize(
    ("adduct", "held"),
    [
        ("CC(O)(Cc1ccccc1)S(=O)(=O)[O-]", "CC(=O)Cc1ccccc1"),
        ("OC(c1ccccc1)S(=O)(=O)O", "O=Cc1ccccc1"),
        ("[O-]C1(CCNCC1)S(=O)(=O)O", "O=C1CCNCC1"),
        ("O[C@H](c1ccc2OCOc2c1)S(=O)(=O)[O-]", "O=Cc1ccc2OCOc2c1"),
        ("O=C1CC[NH+]([B-](F)(F)F)CC1", "O=C1CCNCC1"),
        ("O=C1CCN([B-](F)(F)F)CC1", "O=C1CCNCC1"),
        ("O=C1CC[N+](C)([BH3-])CC1", "O=C1CCN(C)CC1"),
        ("[BH3-][NH2+]C", "CN"),
        ("c1cc[n+]([B-](Cl)(Cl)Cl)cc1", "c1ccncc1"),
    ],
)
def test_an_adduct_is_opened_to_what_it_was_made_of(adduct: str, held: str) -> None:
    drawn = Chem.MolFromSmiles(adduct)
    found = opened(drawn, Chem.MolToSmiles(drawn))
    assert found is not None
    assert Chem.MolToSmiles(found.mol) == Chem.CanonSmiles(held)
    symbols = [drawn.GetAtomWithIdx(at).GetSymbol() for at in found.origin]
    assert symbols == [atom.GetSymbol() for atom in found.mol.GetAtoms()]
    assert Chem.MolToSmiles(drawn) == Chem.CanonSmiles(adduct)


@pytest.mark.parametrize(
    "smiles",
    [
        "CC[O+](CC)[B-](F)(F)F",
        "CC(C)S(=O)(=O)O",
        "OCCS(=O)(=O)O",
        "OCS(=O)(=O)[O-]",
        "OB(O)c1ccccc1",
        "CN1B(F)N(C)B(F)N(C)B1F",
        "CN1CC(=O)OB(c2ccccc2)OC(=O)C1",
        "BrCCS",
        "CS(C)=O",
    ],
)
def test_what_is_no_reversible_adduct_stays(smiles: str) -> None:
    drawn = Chem.MolFromSmiles(smiles)
    assert opened(drawn, Chem.MolToSmiles(drawn)) is None
