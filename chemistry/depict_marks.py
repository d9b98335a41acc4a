"""Marks on a picture: an opaque halo behind the atoms of a limb, and its letter where nothing else stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, dist, pi, sin
from typing import Final

Point = tuple[float, float]

LIGHT: Final = {"a": "#bfe0f5", "b": "#fbdc9a", "c": "#b5e6d6", "d": "#f3cfe4"}
INK: Final = {"a": "#0f4a70", "b": "#634607", "c": "#0b5340", "d": "#662a4f"}
OTHER_LIGHT: Final = "#e0e0e0"
OTHER_INK: Final = "#3a3a3a"
"""Fallbacks of --limb-a and --limb-a-ink, for a picture outside a page with the theme."""

TAG: Final = 9.5
REACH: Final = 24.0
DIRECTIONS: Final = 16


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is drawn where, in pixels: `places` by atom of the structure, `bonds` and `rings` between them."""

    places: Mapping[int, Point]
    bonds: Sequence[tuple[int, int]]
    rings: Sequence[frozenset[int]]
    size: Point


@dataclass(frozen=True, slots=True)
class Mark:
    letter: str
    atoms: frozenset[int]

    @property
    def limb(self) -> str:
        return self.letter.lower()

    @property
    def fill(self) -> str:
        return f"var(--limb-{self.limb},{LIGHT.get(self.limb, OTHER_LIGHT)})"

    @property
    def ink(self) -> str:
        return f"var(--limb-{self.limb}-ink,{INK.get(self.limb, OTHER_INK)})"


def halo(mark: Mark, canvas: Canvas) -> str:
    """A disc at each marked atom and a band along each bond between two of them; empty where none is drawn."""
    places = canvas.places
    atoms = sorted(mark.atoms & places.keys())
    if not atoms:
        return ""
    radius = _radius(canvas)
    discs = [f'<circle cx="{places[a][0]:.1f}" cy="{places[a][1]:.1f}" r="{radius:.1f}"/>' for a in atoms]
    bands = [
        f'<path d="M{places[a][0]:.1f} {places[a][1]:.1f}L{places[b][0]:.1f} {places[b][1]:.1f}"/>'
        for a, b in canvas.bonds
        if a in mark.atoms and b in mark.atoms
    ]
    style = f"fill:{mark.fill};stroke:{mark.fill};stroke-width:{radius * 1.5:.1f}"
    discs_only = f'<g style="stroke:none">{"".join(discs)}</g>'
    return f'<g class="limb limb-{mark.limb}" style="{style}">{"".join(bands)}{discs_only}</g>'


def _radius(canvas: Canvas) -> float:
    shortest = min((dist(canvas.places[a], canvas.places[b]) for a, b in canvas.bonds), default=30.0)
    return max(5.0, min(12.0, shortest * 0.4))


def free_spot(mark: Mark, canvas: Canvas, taken: Sequence[Point]) -> Point:
    """Where the mark's letter goes: in a marked ring, else in the free space nearest to a marked atom."""
    places = canvas.places
    filled = [*places.values(), *(_middle([places[a], places[b]]) for a, b in canvas.bonds), *taken]
    inside = [_middle([places[a] for a in ring]) for ring in canvas.rings if ring <= mark.atoms]
    angles = [2 * pi * step / DIRECTIONS for step in range(DIRECTIONS)]
    around = [
        (places[a][0] + REACH * cos(angle), places[a][1] + REACH * sin(angle))
        for a in sorted(mark.atoms & places.keys())
        for angle in angles
    ]
    kept = [spot for spot in inside + around if _is_within(spot, canvas.size)]
    return max(kept, key=lambda spot: min(_space(spot, filled), REACH - 2), default=around[0])


def letter_tag(mark: Mark, spot: Point) -> str:
    """The mark's letter in a ring of its ink."""
    x, y = spot
    disc = f'cx="{x:.1f}" cy="{y:.1f}" r="{TAG}" style="fill:var(--surface,#fff);stroke:{mark.ink};stroke-width:1.5"'
    text = f'x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" style="font:700 11px Inter,sans-serif;fill:{mark.ink}"'
    return f'<g class="tag tag-{mark.limb}"><circle {disc}/><text {text}>{mark.letter.upper()}</text></g>'


def _space(spot: Point, filled: Sequence[Point]) -> float:
    return min(dist(spot, other) for other in filled)


def _is_within(spot: Point, size: Point) -> bool:
    return TAG < spot[0] < size[0] - TAG and TAG < spot[1] < size[1] - TAG


def _middle(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
