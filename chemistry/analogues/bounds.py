"""How strong a resemblance can be at most, before skeletons are laid on each other: nearly all pairs end here.

Of fingerprints the similarity itself is asked, whatever features they are made of; what skeletons and masks can add to
it is bounded by sizes, elements and neighbours. A bound is never below the strength that is then found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chemistry.analogues.calibration import Likeness, RarityScale
from chemistry.analogues.comparison import APART, bound_of
from chemistry.analogues.shape import Shape
from chemistry.analogues.skeleton_counts import ReferenceSkeletons, skeleton_counts


@dataclass(frozen=True, slots=True)
class BoundedPair:
    """A reference that may come as close as asked: by its place; whether under masks is worth a look."""

    place: int
    likeness: Likeness
    masks_count: bool


class ReferenceBounds:
    """The bounds of references, one place each."""

    def __init__(self, shapes: Sequence[Shape], scales: Sequence[RarityScale]) -> None:
        self._shapes = shapes
        self._scales = scales
        self._skeletons = ReferenceSkeletons(shapes)
        # The more masks, the weaker: one is the least that there can be.
        self._masked = [scale.strength_masked(1) for scale in scales]
        self._apart = [scale.overlap.rarity(APART.overlap) for scale in scales]

    def candidates(
        self, shape: Shape, places: Sequence[int], alike: Sequence[Likeness], least: float
    ) -> list[BoundedPair]:
        """Those at these places, `alike` as they are, that may have a strength of `least`, in their order."""
        if not places:
            return []
        counts = skeleton_counts(shape)
        surrounding, contained = self._skeletons.surrounded(counts), self._skeletons.within(counts)
        found = []
        for place, likeness in zip(places, alike, strict=True):
            reference, scale = self._shapes[place], self._scales[place]
            bits = surrounding if shape.size < reference.size else contained
            added, masks_count = self._apart[place], False
            if bits >> place & 1:
                skeletons = bound_of(reference, shape)
                added = scale.overlap.rarity(skeletons.overlap)
                masks_count = skeletons.may_be_masked and self._masked[place] >= least
            if masks_count or scale.likeness_rarity(likeness) + added >= least:
                found.append(BoundedPair(place, likeness, masks_count))
        return found
