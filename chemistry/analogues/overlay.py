"""One skeleton laid on another: is the smaller structure a part of the larger, element and bond order aside?

Aromatic atoms meet the same aromatic element, saturated ring atoms meet ring atoms; where element or bond order differ,
or a bond closes a further ring, that is counted. So amphetamine and P-2-P share one skeleton: one atom is of another
element, one bond of another order. Carbon alone is no resemblance: somewhere an atom other than carbon meets another.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

from chemistry.analogues.shape import Shape

MAX_MAPPINGS: Final = 24
CARBON: Final = 6
ELEMENT_COST: Final = 2
BOND_COST: Final = 1
LEAST_EXCHANGED: Final = 8
"""In a skeleton of fewer atoms no atom may be of another element: cyclohexanone is no 4-piperidone."""


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
