"""The map numbers of a SMARTS query, by which sites name its atoms."""

from __future__ import annotations

from rdkit import Chem


def map_numbers(query: Chem.Mol) -> dict[int, int]:
    """Map number to atom of a query."""
    return {atom.GetAtomMapNum(): atom.GetIdx() for atom in query.GetAtoms() if atom.GetAtomMapNum()}
