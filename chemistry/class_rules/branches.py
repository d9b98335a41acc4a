"""The branches of a molecule around a frame laid on it: what is left when the bonds to the frame are cut."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from rdkit import Chem


@dataclass(frozen=True, slots=True)
class FrameBranch:
    """One connected rest.

    `smiles`: canonical, a * for each bond to the frame. `mol`: the same, shared, not to be changed. `origin`: for each
    atom of `mol` that of the molecule it was cut from, -1 for a *. `attachments`: atoms of the frame, one for each *.
    """

    smiles: str
    mol: Chem.Mol
    origin: tuple[int, ...]
    attachments: tuple[int, ...]

    @property
    def atoms(self) -> tuple[int, ...]:
        """As indices in the molecule that it was cut from."""
        return tuple(sorted(atom for atom in self.origin if atom >= 0))


def branches(mol: Chem.Mol, frame: Set[int]) -> list[FrameBranch]:
    """Every branch around the atoms of `frame`, in the order of the molecule's atoms."""
    kekule = Chem.Mol(mol)
    Chem.Kekulize(kekule, clearAromaticFlags=True)  # a ring that closes on the frame is cut open
    cut = [
        bond.GetIdx()
        for atom in sorted(frame)
        for bond in kekule.GetAtomWithIdx(atom).GetBonds()
        if bond.GetOtherAtomIdx(atom) not in frame
    ]
    if not cut:
        return []
    places: list[tuple[int, ...]] = []
    pieces = Chem.GetMolFrags(
        Chem.FragmentOnBonds(kekule, cut, dummyLabels=[(0, 0)] * len(cut)),
        asMols=True,
        sanitizeFrags=False,
        fragsMolAtomMapping=places,
    )
    outside = [(piece, place) for piece, place in zip(pieces, places, strict=True) if frame.isdisjoint(place)]
    return [_branch(mol, frame, piece, place) for piece, place in outside]


def read_branch(smiles: str) -> Chem.Mol:
    """The molecule of a branch written with * for its attachments. It is shared: not to be changed."""
    return _read(smiles)[0]


def carbons(mol: Chem.Mol) -> int:
    return sum(atom.GetAtomicNum() == 6 for atom in mol.GetAtoms())


def _branch(mol: Chem.Mol, frame: Set[int], piece: Chem.Mol, place: tuple[int, ...]) -> FrameBranch:
    read, smiles = _read(Chem.MolToSmiles(piece))
    atoms = [place[index] for index in json.loads(piece.GetProp("_smilesAtomOutputOrder"))]
    origin = tuple(atom if atom < mol.GetNumAtoms() else -1 for atom in atoms)
    neighbours = (near.GetIdx() for atom in origin if atom >= 0 for near in mol.GetAtomWithIdx(atom).GetNeighbors())
    return FrameBranch(smiles, read, origin, tuple(near for near in neighbours if near in frame))


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Chem.Mol, str]:
    """Kept, because the same few branches come again and again."""
    mol = Chem.MolFromSmiles(text)
    return mol, Chem.MolToSmiles(mol)
