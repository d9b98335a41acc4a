"""One skeleton laid on another: is the smaller structure a part of the larger, element and bond order aside?

Aromatic atoms meet the same aromatic element, saturated ring atoms meet ring atoms; where element or bond order differ,
or a bond closes a further ring, that is counted. So amphetamine and P-2-P share one skeleton: one atom is of another
element, one bond of another order. Carbon alone is no resemblance: somewhere an atom other than carbon meets another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import inf
from operator import le
from typing import Final

from rdkit import Chem

from chemistry.analogues.features import Bits, atom_kinds, fingerprint, sizes_of, torsions
from chemistry.analogues.trade import tonnes_of, weight_of
from chemistry.identity import bonds_of, query_between

MAX_MAPPINGS: Final = 24
CARBON: Final = 6
_CARBONYL = Chem.MolFromSmarts("[CX3;!$(C[#7,#8,#16])]=O")
ELEMENT_COST: Final = 2
BOND_COST: Final = 1
LEAST_EXCHANGED: Final = 8
"""In a skeleton of fewer atoms no atom may be of another element: cyclohexanone is no 4-piperidone."""


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


@dataclass(frozen=True, slots=True)
class Overlay:
    """A smaller shape on a larger: `mapping` gives the atom of the larger for each of the smaller."""

    mapping: tuple[int, ...]
    elements: int
    bonds: int
    left: int
    closures: int = 0

    @property
    def overlap(self) -> float:
        """1 for the same structure; less for each atom left over or of another element, each bond that differs."""
        size = len(self.mapping)
        return size / (size + self.left + ELEMENT_COST * self.elements + BOND_COST * (self.bonds + self.closures))


def mappings(small: Shape, large: Shape) -> tuple[tuple[int, ...], ...]:
    """Ways to lay one on the other, at most MAX_MAPPINGS."""
    if not small.may_be_part_of(large):
        return ()
    found: tuple[tuple[int, ...], ...] = large.mol.GetSubstructMatches(
        small.query, uniquify=False, maxMatches=MAX_MAPPINGS
    )
    return found


def best_overlay(small: Shape, large: Shape, ways: tuple[tuple[int, ...], ...], least: float) -> Overlay | None:
    """The way with the fewest differences; None where its overlap is below `least`, or where carbon alone meets."""
    left, fewest = large.size - small.size, ELEMENT_COST * small.elements_not_in(large)
    best, spare = None, (small.size / least if least else inf) - small.size - left
    for way in ways:
        pairs = [(element, large.elements[atom]) for atom, element in zip(way, small.elements, strict=True)]
        elements = sum(element != other for element, other in pairs)
        if ELEMENT_COST * elements > spare or (elements and small.size < LEAST_EXCHANGED):
            continue
        if all(CARBON in pair for pair in pairs):
            continue
        bonds, closures = len(changed_bonds(small, large, way)), further_bonds(small, large, way)
        cost = ELEMENT_COST * elements + BOND_COST * (bonds + closures)
        if cost <= spare:
            best, spare = Overlay(way, elements, bonds, left, closures), cost - 1
        if spare < fewest:
            break
    return best


def further_bonds(small: Shape, large: Shape, way: tuple[int, ...]) -> int:
    """How many bonds the larger has among the atoms covered that the smaller has not: each closes a ring."""
    covered = frozenset(way)
    return sum(begin in covered and end in covered for begin, end, _ in large.bonds) - len(small.bonds)


def changed_bonds(small: Shape, large: Shape, way: tuple[int, ...]) -> list[tuple[int, int]]:
    """The bonds, as atoms of the larger, whose order differs."""
    orders = large.orders
    pairs = ((way[begin], way[end], order) for begin, end, order in small.bonds)
    return [(begin, end) for begin, end, order in pairs if orders[begin, end] != order]
