"""The words of laws for substituents: does a branch belong to a class, with every heavy atom; and what is it called?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from chemistry.class_rules.branches import read_branch
from chemistry.data import rows


@cache
def classes() -> dict[str, SubstituentClass]:
    """The classes of data/substituents.toml by name."""
    text = files("chemistry.data").joinpath("substituents.toml").read_text(encoding="utf-8")
    return {name: SubstituentClass(name, values) for name, values in tomllib.loads(text).items()}


def class_words(name: str) -> str:
    """A class of the vocabulary in words; the words of a part are words already."""
    if name not in classes():
        return name
    return classes()[name].words or f"{name.removesuffix('_group').replace('_', ' ')} group"


@lru_cache(maxsize=16384)
def belongs(smiles: str, name: str) -> bool:
    """Whether a branch, written with * for each attachment, is of the class. Raises KeyError for an unknown class."""
    return classes()[name].holds(read_branch(smiles), smiles)


class SubstituentClass:
    """One class, its patterns compiled; `words` stand between "a" and "group"."""

    def __init__(self, name: str, values: dict[str, Any]) -> None:
        self.name = name
        self.words: str = values["words"]
        self.note: str = values.get("note", "")
        self._attachments: int = values.get("attachments", 1)
        self._whole = frozenset(Chem.MolToSmiles(read_branch(smiles)) for smiles in values.get("whole", ()))
        self._anchor = _patterns(values.get("anchor", ()))
        self._atoms = _patterns(values.get("atoms", values.get("anchor", ())))
        self._needs = _patterns(values.get("needs", ()))
        self._ring = _patterns(values.get("ring", ()))
        self._ring_needs = _patterns([values["ring_needs"]] if "ring_needs" in values else ())

    def holds(self, mol: Chem.Mol, smiles: str) -> bool:
        if self._whole:
            return smiles in self._whole
        stars = [atom for atom in mol.GetAtoms() if atom.GetAtomicNum() == 0]
        if len(stars) != self._attachments:
            return False
        anchors = {near.GetIdx() for star in stars for near in star.GetNeighbors()}
        others = {atom.GetIdx() for atom in mol.GetAtoms() if atom.GetAtomicNum()} - anchors
        return (
            anchors <= _fitting(mol, self._anchor)
            and others <= _fitting(mol, self._atoms)
            and all(mol.HasSubstructMatch(pattern) for pattern in self._needs)
            and (not self._ring or all(self._ring_holds(mol, anchor) for anchor in anchors))
        )

    def _ring_holds(self, mol: Chem.Mol, anchor: int) -> bool:
        rings = [set(ring) for ring in mol.GetRingInfo().AtomRings()]
        ring, *others = sorted(rings, key=lambda atoms: anchor not in atoms)
        is_alone = all(ring.isdisjoint(other) for other in others)
        is_needed = not self._ring_needs or not ring.isdisjoint(_fitting(mol, self._ring_needs))
        return is_alone and is_needed and ring <= _fitting(mol, self._ring)


def _patterns(texts: Iterable[str]) -> tuple[Chem.Mol, ...]:
    return tuple(Chem.MolFromSmarts(text) for text in texts)


def _fitting(mol: Chem.Mol, patterns: Iterable[Chem.Mol]) -> set[int]:
    return {match[0] for pattern in patterns for match in mol.GetSubstructMatches(pattern)}


NOTHING: Final = "nothing but hydrogen"
"""What is where no branch is."""


@lru_cache(maxsize=4096)
def named(smiles: str, class_name: str = "") -> str:
    """With its article: "a 4-fluorophenyl ring", "an acetyl group", "an alkyl group (C9H19)".

    `class_name` is the class that it was found to be of, where it was.
    """
    name = _names().get(smiles)
    if name is not None:
        return f"{_article(name)} {name} {_noun(smiles)}"
    formula = rdMolDescriptors.CalcMolFormula(read_branch(smiles)).replace("*", "")
    words = classes()[class_name].words if class_name in classes() else ""
    return f"{with_article(words)} ({formula})" if words else f"a group {formula}"


def with_article(kind: str) -> str:
    """ "an alkyl group", "a single ring"."""
    return f"{_article(kind)} {kind}{'' if kind.endswith(('ring', 'group')) else ' group'}"


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


@cache
def _names() -> dict[str, str]:
    table = rows("substituent_names.csv")
    return {Chem.MolToSmiles(read_branch(row["branch"])): row["name"] for row in table}


def _noun(smiles: str) -> str:
    stars = (atom for atom in read_branch(smiles).GetAtoms() if atom.GetAtomicNum() == 0)
    is_ring = all(anchor.IsInRing() for star in stars for anchor in star.GetNeighbors())
    return "ring" if is_ring else "group"
