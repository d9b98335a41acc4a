"""An enol drawn as its carbonyl compound: a law that reaches an ester of a keto acid means it however it is drawn."""

from __future__ import annotations

import re
from typing import Final

from rdkit import Chem

DOUBLE_TEXT: Final = re.compile(r"(?<![ONS])=[C\[\d%]")
"""A double bond to carbon that begins at no heteroatom, as canonical SMILES writes it; few structures have one."""

_ENOL: Final = Chem.MolFromSmarts("[OX2H,OX1-]-[CX3;+0]=[CX3;+0]")


def as_ketone(mol: Chem.Mol, smiles: str) -> Chem.Mol:
    """The molecule, `smiles` its text, with each enol and enolate as its carbonyl compound, atoms in the same order.

    The same object where there is none, as nearly always. Phenols stay, and so do ethers and esters of enols.
    """
    if "O" not in smiles or DOUBLE_TEXT.search(smiles) is None:
        return mol
    enols = mol.GetSubstructMatches(_ENOL)
    if not enols:
        return mol
    redrawn, taken = Chem.RWMol(mol), set[int]()
    for oxygen, carbon, neighbour in enols:
        if taken.isdisjoint((carbon, neighbour)):
            taken |= {carbon, neighbour}
            _move_hydrogen(redrawn, oxygen, carbon, neighbour)
    ketone = redrawn.GetMol()
    Chem.SanitizeMol(ketone)
    return ketone


def _move_hydrogen(mol: Chem.RWMol, oxygen: int, carbon: int, neighbour: int) -> None:
    """From the oxygen to the carbon that bore the double bond."""
    mol.GetBondBetweenAtoms(oxygen, carbon).SetBondType(Chem.BondType.DOUBLE)
    between = mol.GetBondBetweenAtoms(carbon, neighbour)
    between.SetStereo(Chem.BondStereo.STEREONONE)
    between.SetBondType(Chem.BondType.SINGLE)
    giving, taking = mol.GetAtomWithIdx(oxygen), mol.GetAtomWithIdx(neighbour)
    giving.SetFormalCharge(0)
    giving.SetNumExplicitHs(0)
    if taking.GetNoImplicit():
        taking.SetNumExplicitHs(taking.GetNumExplicitHs() + 1)
