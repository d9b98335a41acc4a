"""Branches in words: by a table of common ones, else by the class of the vocabulary and the formula."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from chemistry.class_rules.branches import read_branch
from chemistry.class_rules.vocabulary import classes
from chemistry.data import rows

NOTHING: Final = "nothing but hydrogen"
"""What is where no branch is."""


@lru_cache(maxsize=4096)
def named(smiles: str, class_name: str = "") -> str:
    """With its article: "a 4-fluorophenyl ring", "an acetyl group", "an alkyl group (C9H19)".

    `class_name` is the class that it was found to be of, where it was.
    """
    name = _names().get(smiles)
    if name is not None:
        return f"{article(name)} {name} {_noun(smiles)}"
    formula = rdMolDescriptors.CalcMolFormula(read_branch(smiles)).replace("*", "")
    words = classes()[class_name].words if class_name in classes() else ""
    if not words:
        return f"a group {formula}"
    noun = "" if words.endswith(("ring", "group")) else " group"
    return f"{article(words)} {words}{noun} ({formula})"


def article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


@cache
def _names() -> dict[str, str]:
    table = rows("substituent_names.csv")
    return {Chem.MolToSmiles(read_branch(row["branch"])): row["name"] for row in table}


def _noun(smiles: str) -> str:
    stars = (atom for atom in read_branch(smiles).GetAtoms() if atom.GetAtomicNum() == 0)
    is_ring = all(anchor.IsInRing() for star in stars for anchor in star.GetNeighbors())
    return "ring" if is_ring else "group"
