"""A reversible adduct opened again: a carbonyl compound with bisulfite, an amine with a borane.

Such an adduct is another compound than what it was made of, and goes back to it in water or by warming. Nothing is told
of how: the goods are compared as what they hold. Adducts of ethers with boranes are reagents of their own, and stay.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from rdkit import Chem

from chemistry.identity import atoms_of

BORANE_TEXT: Final = re.compile(r"\[\d*B[@H\d]*-")
SULPHITE_TEXT: Final = re.compile(r"S(?![a-z]).*=|=.*S(?![a-z])", re.DOTALL)
"""Boron with its charge, and sulphur beside a double bond, as canonical SMILES writes them: few structures have any."""
OXYGENS: Final = 4
"""Those of a carbonyl compound with bisulfite."""

_BISULFITE: Final = Chem.MolFromSmarts("[CX4;$(C-[#6])](-[OX2H,OX1-])-[SX4](=[OX1])(=[OX1])-[OX2H,OX1-]")
_CARBON, _OXYGEN, *_SULPHITE = range(6)
_BORANE: Final = Chem.MolFromSmarts("[#7]~[B-;!$(B~[!#7;!F;!Cl;!Br;!H])]")


class OpenedAdduct(NamedTuple):
    """What an adduct holds, and for each of its atoms the index in the adduct."""

    mol: Chem.Mol
    origin: tuple[int, ...]


def may_be_adduct(smiles: str) -> bool:
    """Whether a text may be that of an adduct: a look that costs no molecule."""
    if "B" in smiles and BORANE_TEXT.search(smiles) is not None:
        return True
    return "S" in smiles and smiles.count("O") >= OXYGENS and SULPHITE_TEXT.search(smiles) is not None


def opened(mol: Chem.Mol, smiles: str) -> OpenedAdduct | None:
    """The compound that an adduct was made of, `smiles` the text of the adduct; None where it is none."""
    if not may_be_adduct(smiles):
        return None
    sulphites, boranes = mol.GetSubstructMatches(_BISULFITE), mol.GetSubstructMatches(_BORANE)
    if not sulphites and not boranes:
        return None
    redrawn = Chem.RWMol(mol)
    gone = {atom for match in sulphites for atom in _without_sulphite(redrawn, match)}
    gone |= {atom for match in boranes for atom in _without_borane(redrawn, match)}
    origin = tuple(atom.GetIdx() for atom in atoms_of(mol) if atom.GetIdx() not in gone)
    redrawn.BeginBatchEdit()
    for atom in gone:
        redrawn.RemoveAtom(atom)
    redrawn.CommitBatchEdit()
    left = redrawn.GetMol()
    return None if Chem.SanitizeMol(left, catchErrors=True) else OpenedAdduct(left, origin)


def _without_sulphite(mol: Chem.RWMol, match: tuple[int, ...]) -> tuple[int, ...]:
    """Draw the carbonyl group, and return the atoms that go."""
    oxygen = mol.GetAtomWithIdx(match[_OXYGEN])
    mol.GetBondBetweenAtoms(match[_CARBON], match[_OXYGEN]).SetBondType(Chem.BondType.DOUBLE)
    oxygen.SetFormalCharge(0)
    oxygen.SetNumExplicitHs(0)
    carbon = mol.GetAtomWithIdx(match[_CARBON])
    carbon.SetChiralTag(Chem.ChiralType.CHI_UNSPECIFIED)
    carbon.SetNoImplicit(False)
    carbon.SetNumExplicitHs(0)
    return tuple(match[place] for place in _SULPHITE)


def _without_borane(mol: Chem.RWMol, match: tuple[int, ...]) -> tuple[int, ...]:
    """Draw the amine, and return the atoms that go: boron and its halogens."""
    nitrogen, boron = match
    amine = mol.GetAtomWithIdx(nitrogen)
    amine.SetFormalCharge(0)
    if not amine.GetIsAromatic():
        amine.SetNoImplicit(False)
        amine.SetNumExplicitHs(0)
    near = mol.GetAtomWithIdx(boron).GetNeighbors()
    return boron, *(atom.GetIdx() for atom in near if atom.GetAtomicNum() != 7)
