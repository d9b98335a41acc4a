"""Ions drawn apart that make one molecule: an acylium halide, an iminium cyanide, the ions of permanganate."""

from __future__ import annotations

from typing import Final

from rdkit import Chem

OXIDES: Final = 4
"""Of a permanganate."""

_PAIRS: Final = (
    (Chem.MolFromSmarts("[CX2]#[OX1+]"), Chem.MolFromSmarts("[F,Cl,Br,I;-;X0]")),
    (Chem.MolFromSmarts("[CX3]=[NX3+]"), Chem.MolFromSmarts("[C-;X1]#[NX1]")),
)
"""A cation, its carbon and the atom with the charge, and the ion that its carbon binds."""
_MANGANESE: Final = Chem.MolFromSmarts("[Mn+7]")
_OXIDE: Final = Chem.MolFromSmarts("[O-2;X0]")
_LOWER: Final = {Chem.BondType.TRIPLE: Chem.BondType.DOUBLE, Chem.BondType.DOUBLE: Chem.BondType.SINGLE}


def ions_meet(mol: Chem.Mol, smiles: str) -> bool:
    """Whether there are ions that `join_ions` joins; `smiles` is the text of the molecule."""
    if "." not in smiles or "-" not in smiles:
        return False
    return "[Mn+7]" in smiles or any(all(map(mol.HasSubstructMatch, pair)) for pair in _PAIRS)


def join_ions(mol: Chem.Mol) -> Chem.Mol:
    """The molecule with the bonds that its ions make; the same object where that makes none."""
    joined = Chem.RWMol(mol)
    for cation, anion in _PAIRS:
        free = [ion for ion, *_ in mol.GetSubstructMatches(anion)]
        for (carbon, bearer), ion in zip(mol.GetSubstructMatches(cation), free, strict=False):
            _bind(joined, carbon, bearer, ion)
    oxides = [oxide for (oxide,) in mol.GetSubstructMatches(_OXIDE)]
    for (manganese,) in mol.GetSubstructMatches(_MANGANESE):
        if len(oxides) >= OXIDES:
            _bind_oxides(joined, manganese, [oxides.pop() for _ in range(OXIDES)])
    whole = joined.GetMol()
    return mol if Chem.SanitizeMol(whole, catchErrors=True) else whole


def _bind(mol: Chem.RWMol, carbon: int, bearer: int, ion: int) -> None:
    """Bind an ion to the carbon of a cation, and lower the bond to the atom that bears the charge."""
    bond = mol.GetBondBetweenAtoms(carbon, bearer)
    bond.SetBondType(_LOWER[bond.GetBondType()])
    mol.AddBond(carbon, ion, Chem.BondType.SINGLE)
    for atom in (bearer, ion):
        mol.GetAtomWithIdx(atom).SetFormalCharge(0)


def _bind_oxides(mol: Chem.RWMol, manganese: int, oxides: list[int]) -> None:
    mol.GetAtomWithIdx(manganese).SetFormalCharge(0)
    for place, oxide in enumerate(oxides):
        mol.AddBond(manganese, oxide, Chem.BondType.DOUBLE if place else Chem.BondType.SINGLE)
        mol.GetAtomWithIdx(oxide).SetFormalCharge(0 if place else -1)
