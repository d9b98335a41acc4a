"""Salts that a held base or acid is traded as, drawn: an InChIKey of one says nothing of its parent by itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from rdkit import Chem
from rdkit.Chem import rdinchi

from chemistry.data import rows
from chemistry.identity import identify, parse_structure

_ACID: Final = Chem.MolFromSmarts("[CX3](=O)[OX2H]")


def traded_salts(smiles: str) -> Iterator[tuple[str, str]]:
    """Yield the SMILES and the InChIKey of each salt of data/salt_partners.csv of a base or a carboxylic acid.

    Nothing of what has several components or is neither.
    """
    identity = identify(parse_structure(smiles, "smiles"))
    if len(identity.fragments) > 1:
        return
    role, parent = identity.fragments[0].role, Chem.MolFromSmiles(identity.smiles)
    if role in ("base", "amphoteric"):
        yield from _drawn(identity.smiles, "base")
    if role in ("acid", "amphoteric") and (acid := parent.GetSubstructMatch(_ACID)):
        parent.GetAtomWithIdx(acid[-1]).SetFormalCharge(-1)
        yield from _drawn(Chem.MolToSmiles(parent), "acid")


def _drawn(parent: str, kind: str) -> Iterator[tuple[str, str]]:
    for row in _partners():
        if row["of"] == kind:
            salt = ".".join((*[parent] * int(row["copies"]), row["partner"]))
            yield salt, rdinchi.MolToInchiKey(Chem.MolFromSmiles(salt))


@cache
def _partners() -> tuple[dict[str, str], ...]:
    return tuple(rows("salt_partners.csv"))
