"""What is compared of a structure: each atom with its surroundings; chains of four atoms; and sizes, that tell what can
be laid on what.

With surroundings an atom is its element, whether it stands in a ring and whether it is aromatic. Neither hydrogens nor
charges, isotopes and stereochemistry count, so a structure needs no further standardising, and a substituted carbon
remains that carbon.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from rdkit import Chem, DataStructs
from rdkit.Chem import rdFingerprintGenerator

from chemistry.identity import atoms_of

Bits = NDArray[np.uint64]

SIZE: Final = 2048
WORDS: Final = SIZE // 64

_AROMATIC, _RING = 1, 2
_AROMATIC_NITROGEN = 7 << 2 | _RING | _AROMATIC
_SURROUNDINGS = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=SIZE, countSimulation=True)
_TORSIONS = rdFingerprintGenerator.GetTopologicalTorsionGenerator(fpSize=SIZE, countSimulation=True)


def atom_kinds(mol: Chem.Mol) -> list[int]:
    """For each atom its element, ring membership and aromaticity in one number."""
    return [atom.GetAtomicNum() << 2 | atom.IsInRing() << 1 | atom.GetIsAromatic() for atom in atoms_of(mol)]


def fingerprint(mol: Chem.Mol, kinds: list[int]) -> Bits:
    """The surroundings of up to two bonds around each atom, counted, as 2,048 bits in 32 words."""
    return _words(_SURROUNDINGS.GetFingerprint(mol, customAtomInvariants=kinds))


def torsions(mol: Chem.Mol) -> Bits:
    """The topological torsions, chains of four atoms, likewise; an atom there has its bonds and pi electrons beside."""
    return _words(_TORSIONS.GetFingerprint(mol))


def _words(made: DataStructs.ExplicitBitVect) -> Bits:
    return np.frombuffer(DataStructs.BitVectToBinaryText(made), dtype=np.uint64)


def similarities(many: Bits, sizes: NDArray[np.int64], query: Bits) -> NDArray[np.float64]:
    """The Tanimoto coefficient of each column with one fingerprint, 0 where neither has any bit.

    `sizes` are the bits set in the columns.
    """
    shared = np.bitwise_count(many & query[:, np.newaxis]).sum(axis=0, dtype=np.uint16)
    either = sizes + int(np.bitwise_count(query).sum()) - shared
    return shared / np.maximum(either, 1)  # type: ignore[no-any-return]


def bits_set(many: Bits) -> NDArray[np.int64]:
    """How many bits are set in each column."""
    return np.bitwise_count(many).sum(axis=0, dtype=np.int64)  # type: ignore[no-any-return]


def sizes_of(mol: Chem.Mol, kinds: list[int]) -> tuple[int, ...]:
    """Atoms, bonds, rings, aromatic atoms, aromatic nitrogens, saturated ring atoms.

    Where one structure can be laid on another, none of its sizes is the larger.
    """
    aromatic = sum(kind & _AROMATIC for kind in kinds)
    in_rings = sum(kind & _RING for kind in kinds) // _RING
    rings = mol.GetRingInfo().NumRings()
    return (len(kinds), mol.GetNumBonds(), rings, aromatic, kinds.count(_AROMATIC_NITROGEN), in_rings - aromatic)
