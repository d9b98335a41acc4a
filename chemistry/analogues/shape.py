"""A component with what comparing needs of it: atoms and bonds, fingerprints, sizes, and its skeleton as a query."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from operator import le
from typing import Final

from rdkit import Chem

from chemistry.analogues.features import Bits, atom_kinds, fingerprint, sizes_of, torsions
from chemistry.analogues.trade import tonnes_of, weight_of
from chemistry.identity import bonds_of, query_between

_CARBONYL: Final = Chem.MolFromSmarts("[CX3;!$(C[#7,#8,#16])]=O")


class Shape:
    """A component with what comparing needs, each made when it is first asked for."""

    def __init__(self, mol: Chem.Mol) -> None:
        self.mol = mol
        self.kinds = atom_kinds(mol)
        self.size = len(self.kinds)

    @cached_property
    def bits(self) -> Bits:
        return fingerprint(self.mol, self.kinds)

    @cached_property
    def torsions(self) -> Bits:
        return torsions(self.mol)

    @cached_property
    def weight(self) -> float:
        """What its trade takes from the strength of each resemblance."""
        return weight_of(tonnes_of(self.bits, self.size))

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        return sizes_of(self.mol, self.kinds)

    @cached_property
    def elements(self) -> list[int]:
        return [kind >> 2 for kind in self.kinds]

    @cached_property
    def bonds(self) -> list[tuple[int, int, Chem.BondType]]:
        return [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx(), bond.GetBondType()) for bond in bonds_of(self.mol)]

    @cached_property
    def orders(self) -> dict[tuple[int, int], Chem.BondType]:
        """The order of the bond between two atoms, either first."""
        return {ends: order for begin, end, order in self.bonds for ends in ((begin, end), (end, begin))}

    @cached_property
    def query(self) -> Chem.Mol:
        """The skeleton as a substructure query."""
        ends = ((begin, end) for begin, end, _ in self.bonds)
        bonds = (":" if order == Chem.BondType.AROMATIC else "!:" for _, _, order in self.bonds)
        return query_between(map(_atom_smarts, self.kinds), zip(ends, bonds, strict=True))

    @cached_property
    def element_counts(self) -> Counter[int]:
        return Counter(self.elements)

    @cached_property
    def has_carbonyl(self) -> bool:
        """Whether it is a ketone or an aldehyde, which an acetal or an epoxide may stand for."""
        return bool(self.mol.HasSubstructMatch(_CARBONYL))

    def elements_are_in(self, other: Shape) -> bool:
        """Whether each element is there as often."""
        return self.element_counts <= other.element_counts

    def elements_not_in(self, other: Shape) -> int:
        """How many atoms must meet another element, however the one is laid on the other."""
        there = other.element_counts
        return sum(count - there[element] for element, count in self.element_counts.items() if count > there[element])

    def may_be_part_of(self, other: Shape) -> bool:
        """A quick look before one is laid on the other."""
        return all(map(le, self.sizes, other.sizes))


def _atom_smarts(kind: int) -> str:
    is_ring, is_aromatic = kind & 2, kind & 1
    return f"[#{kind >> 2};a]" if is_aromatic else "[A;R]" if is_ring else "[A]"
