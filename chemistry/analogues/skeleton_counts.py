"""Which references a structure may be laid on, or may be laid on it, by counts alone: a bit for each reference.

A smaller skeleton that is part of a larger one meets its aromatic atoms in aromatic atoms of the same element, its
atoms of rings in atoms of rings, and each atom in one with as many neighbours or more (`overlay`). So it has no more of
any of these; what is seen here to have more need not be laid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from rdkit import Chem

from chemistry.analogues.shape import Shape
from chemistry.identity import NeedsIndex, bits_of

_AROMATIC, _RING = 1, 2
SIZES: Final = ("atoms", "bonds", "rings", "aromatic", "aromatic nitrogens", "saturated ring atoms")


def skeleton_counts(shape: Shape) -> dict[str, int]:
    """The sizes of a shape, and for each sort of atom how many have so many neighbours at least."""
    counts = dict(zip(SIZES, shape.sizes, strict=True))
    degrees = Chem.GetAdjacencyMatrix(shape.mol).sum(axis=0).tolist()
    for (kind, degree), number in Counter(zip(shape.kinds, degrees, strict=True)).items():
        for name in _names(kind, degree):
            counts[name] = counts.get(name, 0) + number
    return counts


@cache
def _names(kind: int, degree: int) -> tuple[str, ...]:
    """As what an atom is counted: an aromatic one meets its element alone, one of a ring is an atom too."""
    sorts = [f"a{kind >> 2}"] if kind & _AROMATIC else ["any", "ring"] if kind & _RING else ["any"]
    return tuple(f"{sort}:{least}" for sort in sorts for least in range(1, degree + 1))


class ReferenceSkeletons:
    """The skeletons of references, one place each."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        counts = [skeleton_counts(shape) for shape in shapes]
        self._needs = NeedsIndex(counts)
        self._all = (1 << len(counts)) - 1
        names = {name for counted in counts for name in counted}
        self._having = {name: _having([counted.get(name, 0) for counted in counts]) for name in names}

    def within(self, counts: Mapping[str, int]) -> int:
        """The bits of the references that may be part of a structure with these counts."""
        return self._needs.met(counts)

    def surrounded(self, counts: Mapping[str, int]) -> int:
        """The bits of those that it may be part of."""
        left = self._all
        for name, count in counts.items():
            if count:
                having = self._having.get(name, [])
                left &= having[count] if count < len(having) else 0
                if not left:
                    break
        return left


def _having(counted: Sequence[int]) -> list[int]:
    """For each count up to the largest, the bits of those that have as much."""
    return [
        bits_of(place for place, count in enumerate(counted) if count >= least) for least in range(max(counted) + 1)
    ]
