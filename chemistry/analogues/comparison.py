"""One reference and one structure: how alike they are as fingerprints, as skeletons, and under masks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from chemistry.analogues.masks import MaskedMatch, MaskPlace, find_masked
from chemistry.analogues.overlay import ELEMENT_COST, Overlay, best_overlay, mappings
from chemistry.analogues.shape import Shape

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


@dataclass(frozen=True, slots=True)
class OverlapBound:
    """What one look says of a pair: the overlap is no larger than `overlap`; under masks it may be the reference."""

    overlap: float
    may_be_masked: bool


APART: Final = OverlapBound(0.0, may_be_masked=False)


def bound_of(reference: Shape, other: Shape) -> OverlapBound:
    """The bound for one skeleton laid on the other, from their elements alone; no comparison goes beyond it.

    It says nothing of how alike the two are as fingerprints, whatever those are made of.
    """
    if other.size < reference.size:
        if reference.size > LARGEST_WITHIN * other.size:
            return APART
        return OverlapBound(_largest_overlap(other, reference), may_be_masked=False)
    if other.size > LARGEST_AROUND * reference.size:
        return APART
    exchanged = reference.elements_not_in(other)
    overlap = reference.size / (other.size + ELEMENT_COST * exchanged)
    return OverlapBound(overlap, may_be_masked=other.size > reference.size and not exchanged)


def _largest_overlap(small: Shape, large: Shape) -> float:
    return small.size / (large.size + ELEMENT_COST * small.elements_not_in(large))


def compare(
    reference: Shape,
    other: Shape,
    places: Callable[[], Sequence[MaskPlace]],
    least: float,
    *,
    masks_count: bool = True,
) -> SkeletonComparison:
    """Lay the smaller on the larger.

    `places` are those of all masks on the other, asked for where they matter: not unless `masks_count`. Overlaps below
    `least` do not count.
    """
    if other.size < reference.size:
        is_near = reference.size <= LARGEST_WITHIN * other.size
        return SkeletonComparison(_overlay(other, reference, least) if is_near else None, True, None)
    if other.size > LARGEST_AROUND * reference.size:
        return NOTHING
    may_be_masked = masks_count and other.size > reference.size and reference.elements_are_in(other)
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
