"""How rare a similarity is, read from the background: each reference has its own scale.

A similarity of 0.45 to phenylacetic acid is common, the same to N-phenethyl-4-piperidone was never seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
    return Curve(tuple(xs), tuple(points[x] for x in xs), _slope(xs, points))


def _slope(xs: Sequence[float], points: dict[float, float]) -> float:
    start = max((x for x in xs if points[x] <= -np.log10(TAIL_FROM) + 1e-9), default=0.0)
    rise, run = points[xs[-1]] - points[start], max(xs[-1] - start, LEAST_STEP)
    return max(rise / run, 1.0)
