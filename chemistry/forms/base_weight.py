"""Base weight: the share of a salt or hydrate that is the listed substance itself, as 21 CFR 1310.04 counts it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from rdkit import Chem

from chemistry.errors import StructureError
from chemistry.forms.reference_set import Reference, ReferenceSet
from chemistry.identity import identify, parse_structure

KEPT: Final = 4096
"""Pairs remembered: goods come again and again."""

PLACES: Final = Decimal("0.0001")
"""As the conversion factors of the laws are printed: pseudoephedrine hydrochloride 0.8192."""


HYDROGEN: Final = Chem.GetPeriodicTable().GetAtomicWeight(1)


@lru_cache(maxsize=KEPT)
def base_share(goods: str, listed: str) -> Decimal | None:
    """The share of the mass of `goods` (SMILES of a salt, a hydrate) that is `listed` (SMILES), to four places.

    From atomic weights as RDKit holds them. None where the goods do not hold it as a component, where they are a
    derivative (the mass of an ester is no base weight), where they are a drawn mixture, whose proportions no drawing
    tells, and where a structure cannot be read.
    """
    try:
        mol, reference = parse_structure(goods), _reference(listed)
    except StructureError:
        return None
    matches = reference.match(mol, identify(mol))
    if not matches or "mixture_component" in matches[0].forms:
        return None
    listed_mol = parse_structure(listed)
    copies = len(matches[0].atoms) // listed_mol.GetNumAtoms()
    share = copies * _mass(listed_mol) / _mass(mol)
    return min(Decimal(share).quantize(PLACES), Decimal(1))


def _mass(mol: Chem.Mol) -> float:
    """Grams in a mole, from the standard atomic weights, or from the isotopes that are drawn."""
    return sum(atom.GetMass() + atom.GetTotalNumHs() * HYDROGEN for atom in mol.GetAtoms())


@lru_cache(maxsize=KEPT)
def _reference(listed: str) -> ReferenceSet:
    return ReferenceSet([Reference("listed", listed)])
