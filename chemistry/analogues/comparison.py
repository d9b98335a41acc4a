"""One reference and one structure: how alike they are as fingerprints, as skeletons, and under masks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from chemistry.analogues.masks import MaskedMatch, MaskPlace, find_masked
from chemistry.analogues.overlay import ELEMENT_COST, Overlay, Shape, best_overlay, mappings

LARGEST_AROUND: Final = 3
LARGEST_WITHIN: Final = 4
"""A structure of more than three times a reference's atoms says little by containing it; one of less than a quarter,
little by being contained."""


@dataclass(frozen=True, slots=True)
class SkeletonComparison:
    """`overlay` where one skeleton is part of the other; `is_within`: the structure's is part of the reference's."""

    overlay: Overlay | None
    is_within: bool
    masked: MaskedMatch | None


NOTHING: Final = SkeletonComparison(None, False, None)


def compare(
    reference: Shape, other: Shape, places: Callable[[], Sequence[MaskPlace]], least: float
) -> SkeletonComparison:
    """Lay the smaller on the larger.

    `places` are those of all masks on the other, asked for where they matter. Overlaps below `least` do not count.
    """
    if other.size < reference.size:
        is_near = reference.size <= LARGEST_WITHIN * other.size
        return SkeletonComparison(_overlay(other, reference, least) if is_near else None, True, None)
    if other.size > LARGEST_AROUND * reference.size:
        return NOTHING
    may_be_masked = other.size > reference.size and reference.elements_are_in(other)
    if not may_be_masked:
        return SkeletonComparison(_overlay(reference, other, least), False, None)
    ways = mappings(reference, other)
    if not ways:
        return NOTHING
    masked = find_masked(reference, other, ways, places())
    return SkeletonComparison(best_overlay(reference, other, ways, least), False, masked)


def _overlay(small: Shape, large: Shape, least: float) -> Overlay | None:
    most = small.size / least if least else inf
    if large.size > most or large.size + ELEMENT_COST * small.elements_not_in(large) > most:
        return None
    ways = mappings(small, large)
    return best_overlay(small, large, ways, least) if ways else None
