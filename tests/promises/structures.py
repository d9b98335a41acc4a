"""What goods are of, told by RDKit alone: the skeletons of the organic components, whatever they are salts of."""

from __future__ import annotations

from typing import Any

from rdkit import Chem

Record = dict[str, Any]


def parents(record: Record, finding: Record) -> frozenset[str]:
    """Return the skeletons of what a line reads in the field from which a finding comes."""
    read = (one["smiles"] for one in record["resolution"] if one["from"] == finding["read_from"])
    return frozenset(key for smiles in read if smiles for key in _skeletons(smiles))


def _skeletons(smiles: str) -> list[str]:
    mol = Chem.MolFromSmiles(smiles)
    parts = Chem.GetMolFrags(mol, asMols=True) if mol is not None else ()
    return [Chem.MolToInchiKey(part).split("-")[0] for part in parts]
