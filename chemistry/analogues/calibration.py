"""Each reference against the background: the scales on which a resemblance to it is rare, and who comes close.

How rare a similarity is, is read from the background, for each reference on its own: a similarity of 0.45 to
phenylacetic acid is common, the same to N-phenethyl-4-piperidone was never seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rdkit import Chem

from chemistry.analogues.background import Background
from chemistry.analogues.comparison import compare
from chemistry.analogues.features import similarities
from chemistry.analogues.masks import MaskSet
from chemistry.analogues.shape import Shape

LAID: Final = 0.02
"""Skeletons are laid on each other where fingerprints are nearer than those of all but so much of the background."""

FLOOR: Final = 3.0
"""In powers of ten: what is less rare is not reported, and no cut is looser."""

MASK_COST_NEAR: Final = 2

TORSION_SHARE: Final = 0.25
"""How much of the rarity of the fingerprints is that of chains of four atoms; the rest is that of surroundings."""


class Likeness(NamedTuple):
    """How alike two structures are as fingerprints: by the surroundings of atoms, and by chains of four atoms."""

    near: float
    torsions: float

    @property
    def is_whole(self) -> bool:
        """Whether nothing differs that fingerprints see."""
        return self.near == self.torsions == 1


@dataclass(frozen=True, eq=False)
class BackgroundComparison:
    """A reference beside each structure of a background.

    `overlap`: 0 where no skeleton is part of the other. `masked`: those that are the reference under masks.
    """

    near: NDArray[np.float64]
    torsions: NDArray[np.float64]
    overlap: NDArray[np.float64]
    masked: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class RarityScale:
    """The curves of one reference. `gate`: the similarity from which skeletons are laid; `size`: its heavy atoms."""

    near: Curve
    torsions: Curve
    overlap: Curve
    gate: float
    size: int

    def likeness_rarity(self, likeness: Likeness) -> float:
        """How rare it is to be as similar, in powers of ten."""
        surroundings, torsions = self.near.rarity(likeness.near), self.torsions.rarity(likeness.torsions)
        return (1 - TORSION_SHARE) * surroundings + TORSION_SHARE * torsions

    def strength(self, likeness: Likeness, overlap: float) -> float:
        """How rare it is to be as similar and, apart from that, to overlap as much: in powers of ten, added."""
        return self.likeness_rarity(likeness) + self.overlap.rarity(overlap)

    def least_overlap(self, likeness: Likeness) -> float:
        """The overlap from which, at this similarity, FLOOR is reached."""
        return self.overlap.similarity(FLOOR - self.likeness_rarity(likeness))

    def strength_masked(self, masks: int) -> float:
        """As if each mask were one more atom, with the two surroundings, and chains, that it changes."""
        similar = self.size / (self.size + MASK_COST_NEAR * masks)
        return self.strength(Likeness(similar, similar), self.size / (self.size + masks))


@dataclass(frozen=True, eq=False)
class Hits:
    """Structures of the background that a reference would raise: place, strength, masks ("" for none)."""

    places: NDArray[np.int32]
    strengths: NDArray[np.float32]
    masks: tuple[str, ...]


class Onlookers:
    """The background as structures, parsed when they are first compared."""

    def __init__(self, background: Background, masks: MaskSet) -> None:
        self.background = background
        self.masks = masks
        self._shapes: dict[int, Shape] = {}

    def shape(self, place: int) -> Shape:
        if place not in self._shapes:
            self._shapes[place] = Shape(Chem.MolFromSmiles(self.background.smiles[place]))
        return self._shapes[place]

    def reshaped(self) -> NDArray[np.int64]:
        """Places with a mask under which the listed skeleton looks different."""
        if not self.masks.reshapes:
            return np.array([], dtype=np.int64)
        return np.array([i for i in range(len(self.background)) if self.masks.reshape(self.shape(i))], dtype=np.int64)


def look(reference: Shape, onlookers: Onlookers, reshaped: NDArray[np.int64]) -> BackgroundComparison:
    """The reference beside the whole background."""
    near = similarities(onlookers.background.bits, onlookers.background.sizes, reference.bits)
    torsions = similarities(onlookers.background.torsions, onlookers.background.torsion_sizes, reference.torsions)
    laid = np.flatnonzero(near >= gate_of(near))
    if reference.has_carbonyl:
        laid = np.union1d(laid, reshaped)
    overlap = np.zeros(len(near))
    masked = []
    for place in laid.tolist():
        other = onlookers.shape(place)
        compared = compare(reference, other, partial(onlookers.masks.places, other.mol), least=0.0)
        if compared.overlay is not None:
            overlap[place] = compared.overlay.overlap
        if compared.masked is not None:
            masked.append((place, compared.masked.masks))
    return BackgroundComparison(near, torsions, overlap, tuple(masked))


def gate_of(near: NDArray[np.float64]) -> float:
    return float(np.partition(near, -round(len(near) * LAID))[-round(len(near) * LAID)])


def scale_of(reference: Shape, seen: BackgroundComparison, places: NDArray[np.int64] | None = None) -> RarityScale:
    """The scale read from the background, or from these places of it."""
    columns = (seen.near, seen.torsions, seen.overlap)
    near, torsions, overlap = columns if places is None else (column[places] for column in columns)
    gate = gate_of(seen.near)
    return RarityScale(curve_of(near), curve_of(torsions), curve_of(overlap[near >= gate]), gate, reference.size)


def hits_of(scale: RarityScale, seen: BackgroundComparison) -> Hits:
    """Everything at FLOOR or above, each place once without masks and once with."""
    laid = np.flatnonzero((seen.near >= scale.gate) | (seen.overlap > 0)).tolist()
    likenesses = (Likeness(seen.near[place], seen.torsions[place]) for place in laid)
    found = [
        (place, scale.strength(like, seen.overlap[place]), "") for place, like in zip(laid, likenesses, strict=True)
    ]
    found += [(place, scale.strength_masked(len(keys)), " ".join(keys)) for place, keys in seen.masked]
    kept = sorted((hit for hit in found if hit[1] >= FLOOR), key=lambda hit: (hit[0], hit[2]))
    return Hits(
        np.array([place for place, _, _ in kept], dtype=np.int32),
        np.array([strength for _, strength, _ in kept], dtype=np.float32),
        tuple(masks for _, _, masks in kept),
    )


SHARES: Final = (0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005)
TAIL_FROM: Final = 0.01
"""Beyond the rarest share read, rarity goes on as steeply as from here to there: no single molecule sets the scale."""

LEAST_STEP: Final = 0.02
FEWEST: Final = 5
"""A share is read from so many molecules at least."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Similarities in rising order, and the rarity of each in powers of ten: 2.0 is one in a hundred."""

    similarities: tuple[float, ...]
    rarities: tuple[float, ...]
    slope: float

    def rarity(self, similarity: float) -> float:
        """How rare it is to come at least so close, in powers of ten."""
        xs, ys = self.similarities, self.rarities
        place = bisect_right(xs, similarity)
        if place == 0:
            return 0.0
        if place == len(xs):
            return ys[-1] + (similarity - xs[-1]) * self.slope
        share = (similarity - xs[place - 1]) / (xs[place] - xs[place - 1])
        return ys[place - 1] + share * (ys[place] - ys[place - 1])

    def similarity(self, rarity: float) -> float:
        """The least similarity that is so rare; 0 where any is."""
        xs, ys = self.similarities, self.rarities
        place = bisect_left(ys, rarity)
        if place == 0:
            return 0.0
        if place == len(ys):
            return xs[-1] + (rarity - ys[-1]) / self.slope
        share = (rarity - ys[place - 1]) / (ys[place] - ys[place - 1])
        return xs[place - 1] + share * (xs[place] - xs[place - 1])


def curve_of(similarities: NDArray[np.float64]) -> Curve:
    """The curve of one reference, from its similarities to the background."""
    falling = np.sort(similarities)[::-1]
    total = len(falling)
    points = {0.0: 0.0}
    for share in SHARES:
        place = round(total * share) - 1
        if place + 1 >= FEWEST and falling[place] > 0:
            count = int(np.searchsorted(-falling, -falling[place], side="right"))
            points[float(falling[place])] = float(-np.log10(count / total))
    xs = sorted(points)
    start = max((x for x in xs if points[x] <= -np.log10(TAIL_FROM) + 1e-9), default=0.0)
    rise, run = points[xs[-1]] - points[start], max(xs[-1] - start, LEAST_STEP)
    return Curve(tuple(xs), tuple(points[x] for x in xs), slope=max(rise / run, 1.0))
