"""The words of laws for substituents: does a branch belong to a class, with every heavy atom of it?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rdkit import Chem

from chemistry.class_rules.branches import read_branch


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
