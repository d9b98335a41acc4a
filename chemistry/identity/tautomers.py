"""A tautomer drawn as the compound that it is named for: a law means a substance however its hydrogens are drawn."""

from __future__ import annotations

import re
from typing import Final

from rdkit import Chem

DOUBLE_TEXT: Final = re.compile(r"(?<![ONS])=[C\[\d%]|=[N\[\d%]|N=|\[N[^\]]*\]=|\[C[^\]]*-\]")
"""A double bond to carbon that begins at no heteroatom, one of nitrogen, or a carbanion, in canonical SMILES."""

_SHIFTS: Final = tuple(
    map(
        Chem.MolFromSmarts,
        (
            "[OX2H,OX1-]-[CX3;+0]=[CX3;+0]",  # an enol or enolate: a ketone, an aldehyde, an ester
            "[OX2H]-[N+;$(N-[OX1-])]=[CX3;+0]",  # an aci-nitro compound: a nitro compound
            "[OX1-]-[N+;$(N(-[OX1-])-[OX1-])]=[CX3;+0]",  # a nitronate
            "[NX2H,NX1-]=[CX2]=[CX3;+0]",  # a ketenimine: a nitrile
            "[OX2H,OX1-]-[CX3;+0]=[NX2;+0;$(N-[#6])]",  # an imidic acid: an amide
        ),
    )
)
"""What gives its hydrogen, what lies between, and what takes it."""
_NITRO_CARBANION: Final = Chem.MolFromSmarts("[#6-]-[N+](=[OX1])-[OX1-]")


def as_named(mol: Chem.Mol, smiles: str) -> Chem.Mol:
    """The molecule, `smiles` its text, each hydrogen where the name of the compound has it, atoms in the same order.

    Enols and enolates as carbonyl compounds, nitronates as nitro compounds, ketenimines as nitriles, imidic acids as
    amides. The same object where there is none, as nearly always. Phenols stay, and so do ethers and esters of enols.
    """
    if DOUBLE_TEXT.search(smiles) is None:
        return mol
    shifts = [shift for query in _SHIFTS for shift in mol.GetSubstructMatches(query)]
    carbanions = [carbon for carbon, *_ in mol.GetSubstructMatches(_NITRO_CARBANION)]
    if not shifts and not carbanions:
        return mol
    redrawn, taken = Chem.RWMol(mol), set[int]()
    for giving, between, taking in shifts:
        if taken.isdisjoint((giving, between, taking)):
            taken |= {giving, between, taking}
            _move_hydrogen(redrawn, giving, between, taking)
    for carbon in carbanions:
        _add_hydrogen(redrawn.GetAtomWithIdx(carbon))
    named = redrawn.GetMol()
    return mol if Chem.SanitizeMol(named, catchErrors=True) else named


_HIGHER: Final = {Chem.BondType.SINGLE: Chem.BondType.DOUBLE, Chem.BondType.DOUBLE: Chem.BondType.TRIPLE}


def _move_hydrogen(mol: Chem.RWMol, giving: int, between: int, taking: int) -> None:
    """From the first atom to the third, which bore the double bond."""
    to_giving = mol.GetBondBetweenAtoms(giving, between)
    to_giving.SetBondType(_HIGHER[to_giving.GetBondType()])
    to_taking = mol.GetBondBetweenAtoms(between, taking)
    to_taking.SetStereo(Chem.BondStereo.STEREONONE)
    to_taking.SetBondType(Chem.BondType.SINGLE)
    giver, taker = mol.GetAtomWithIdx(giving), mol.GetAtomWithIdx(taking)
    giver.SetFormalCharge(0)
    giver.SetNumExplicitHs(0)
    if taker.GetNoImplicit():
        taker.SetNumExplicitHs(taker.GetNumExplicitHs() + 1)


def _add_hydrogen(carbanion: Chem.Atom) -> None:
    carbanion.SetFormalCharge(0)
    if carbanion.GetNoImplicit():
        carbanion.SetNumExplicitHs(carbanion.GetNumExplicitHs() + 1)
