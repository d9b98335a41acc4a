"""Marks on a picture: a halo behind the atoms of a limb, with its letter; a ring around a condition that fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, dist, pi, sin
from typing import Final

Point = tuple[float, float]

LIMBS: Final = {
    "a": ("#bfe0f5", "#005a8c"),
    "b": ("#fbdc9a", "#7d5000"),
    "c": ("#b5e6d6", "#00664b"),
    "d": ("#f3cfe4", "#8a2f67"),
    "e": ("#d9ef9b", "#4a5e00"),
    "f": ("#fcc5b0", "#8f2f0c"),
    "other": ("#e0e3e8", "#3a4250"),
}
"""Halo and ink of --limb-a, --limb-a-ink and so on, for a picture outside a page with the theme."""

PLACES: Final = {"1": "a", "2": "b", "3": "c", "4": "d", "5": "e", "6": "f"} | {
    "i": "a",
    "ii": "b",
    "iii": "c",
    "iv": "d",
    "v": "e",
    "vi": "f",
}
"""Of limbs that the law counts in figures or in Roman ones."""

LONGEST: Final = 3
TAG: Final = 9.5
REACH: Final = 24.0
DIRECTIONS: Final = 16


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is drawn where, in pixels: `places` and corners of `labels` by atom, `bonds` and `rings` between them."""

    places: Mapping[int, Point]
    labels: Mapping[int, Sequence[Point]]
    bonds: Sequence[tuple[int, int]]
    rings: Sequence[frozenset[int]]
    size: Point


@dataclass(frozen=True, slots=True)
class AtomMark:
    letter: str
    atoms: frozenset[int]

    @property
    def limb(self) -> str:
        return limb_colour(self.letter)

    @property
    def fill(self) -> str:
        return f"var(--limb-{self.limb},{LIMBS[self.limb][0]})"

    @property
    def ink(self) -> str:
        return f"var(--limb-{self.limb}-ink,{LIMBS[self.limb][1]})"


def is_sign(text: str) -> bool:
    """Whether it is a letter or a number, short enough for the ring in which it is drawn."""
    return len(text) <= LONGEST and text.isascii() and text.isalnum()


def limb_colour(sign: str) -> str:
    """The colour of a limb: "a" to "f" for A to F, 1 to 6 and i to vi; "other" beyond, where the sign alone tells."""
    place = PLACES.get(sign.lower(), sign.lower())
    return place if place in LIMBS else "other"


def halo(mark: AtomMark, canvas: Canvas) -> str:
    """A disc at each marked atom and a band along each bond between two of them; empty where none is drawn."""
    places = canvas.places
    atoms = sorted(mark.atoms & places.keys())
    if not atoms:
        return ""
    reach = radius(canvas)
    discs = [f'<circle cx="{places[a][0]:.1f}" cy="{places[a][1]:.1f}" r="{reach:.1f}"/>' for a in atoms]
    bands = [
        f'<path d="M{places[a][0]:.1f} {places[a][1]:.1f}L{places[b][0]:.1f} {places[b][1]:.1f}"/>'
        for a, b in canvas.bonds
        if a in mark.atoms and b in mark.atoms
    ]
    style = f"fill:{mark.fill};stroke:{mark.fill};stroke-width:{reach * 1.5:.1f}"
    discs_only = f'<g style="stroke:none">{"".join(discs)}</g>'
    return f'<g class="limb limb-{mark.limb}" style="{style}">{"".join(bands)}{discs_only}</g>'


def radius(canvas: Canvas) -> float:
    """Of a halo about one atom, in pixels."""
    shortest = min((dist(canvas.places[a], canvas.places[b]) for a, b in canvas.bonds), default=30.0)
    return max(5.0, min(12.0, shortest * 0.4))


def free_spot(atoms: frozenset[int], canvas: Canvas, taken: Sequence[Point]) -> Point:
    """Where the tag of marked atoms goes: in a marked ring, else in the free space nearest to one of them."""
    places = canvas.places
    written = (corner for corners in canvas.labels.values() for corner in corners)
    filled = [*places.values(), *(_middle([places[a], places[b]]) for a, b in canvas.bonds), *written, *taken]
    inside = [_middle([places[a] for a in ring]) for ring in canvas.rings if ring <= atoms]
    angles = [2 * pi * step / DIRECTIONS for step in range(DIRECTIONS)]
    nearby = [
        (places[a][0] + REACH * cos(angle), places[a][1] + REACH * sin(angle))
        for a in sorted(atoms & places.keys())
        for angle in angles
    ]
    width, height = canvas.size
    kept = [(x, y) for x, y in inside + nearby if TAG < x < width - TAG and TAG < y < height - TAG]
    return max(kept, key=lambda spot: min(REACH - 2, *(dist(spot, other) for other in filled)), default=nearby[0])


def letter_tag(mark: AtomMark, spot: Point) -> str:
    """The mark's letter in a ring of its ink."""
    x, y = spot
    disc = f'cx="{x:.1f}" cy="{y:.1f}" r="{TAG}" style="fill:var(--surface,#fff);stroke:{mark.ink};stroke-width:1.5"'
    text = f'x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" style="font:700 11px Inter,sans-serif;fill:{mark.ink}"'
    return f'<g class="tag tag-{mark.limb}"><circle {disc}/><text {text}>{mark.letter}</text></g>'


def _middle(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


FAILS: Final = "var(--limb-fails,#a31616)"
ROOM: Final = 4.0
"""Between the halo of an atom and the ring around it, in pixels."""


def ring(atoms: frozenset[int], canvas: Canvas) -> str:
    """A dashed line around each connected piece of `atoms`; empty where none is drawn."""
    reach = radius(canvas) + ROOM
    outlines = ([point for atom in piece for point in _points(atom, canvas, reach)] for piece in _pieces(atoms, canvas))
    lines = "".join(_outline(points, reach) for points in outlines)
    style = f"fill:none;stroke:{FAILS};stroke-width:1.6;stroke-dasharray:5 3"
    return f'<g class="fails" style="{style}">{lines}</g>' if lines else ""


def _pieces(atoms: frozenset[int], canvas: Canvas) -> list[set[int]]:
    """The drawn ones of `atoms`, those together that bonds join."""
    pieces: list[set[int]] = [{atom} for atom in sorted(atoms & canvas.places.keys())]
    for bond in canvas.bonds:
        if atoms.issuperset(bond):
            first, other = (next(piece for piece in pieces if atom in piece) for atom in bond)
            if first is not other:
                first |= other
                pieces.remove(other)
    return pieces


def _points(atom: int, canvas: Canvas, reach: float) -> Iterator[Point]:
    """What the line keeps `reach` from: the atom, and of its label what lies further in than the line may run."""
    x, y = canvas.places[atom]
    yield x, y
    for edge, side in canvas.labels.get(atom, ()):
        yield _drawn_in(edge, x, reach - ROOM), _drawn_in(side, y, reach - ROOM)


def _drawn_in(edge: float, middle: float, by: float) -> float:
    """`edge` moved `by` towards `middle`, and no further than to it."""
    return max(middle, edge - by) if edge > middle else min(middle, edge + by)


def _outline(points: Sequence[Point], reach: float) -> str:
    """The path that keeps `reach` pixels from the hull of `points`."""
    hull = _hull(points)
    if len(hull) == 1:
        return f'<circle cx="{hull[0][0]:.1f}" cy="{hull[0][1]:.1f}" r="{reach:.1f}"/>'
    steps: list[str] = []
    for (x, y), (to_x, to_y) in zip(hull, [*hull[1:], hull[0]], strict=True):
        length = dist((x, y), (to_x, to_y))
        out_x, out_y = (to_y - y) / length * reach, (x - to_x) / length * reach
        corner = f"A{reach:.1f} {reach:.1f} 0 0 1 " if steps else "M"
        steps.append(f"{corner}{x + out_x:.1f} {y + out_y:.1f}L{to_x + out_x:.1f} {to_y + out_y:.1f}")
    start = steps[0][1:].partition("L")[0]
    return f'<path d="{"".join(steps)}A{reach:.1f} {reach:.1f} 0 0 1 {start}Z"/>'


def _hull(points: Sequence[Point]) -> list[Point]:
    """The corners of the convex hull, each turning the way in which SVG counts angles (Andrew's monotone chain)."""
    halves = []
    for ordered in (sorted(set(points)), sorted(set(points), reverse=True)):
        half: list[Point] = []
        for point in ordered:
            while len(half) > 1 and _cross_product(half[-2], half[-1], point) <= 0:
                half.pop()
            half.append(point)
        halves.append(half)
    return halves[0][:-1] + halves[1][:-1] or halves[0]


def _cross_product(previous: Point, corner: Point, after: Point) -> float:
    return (corner[0] - previous[0]) * (after[1] - previous[1]) - (corner[1] - previous[1]) * (after[0] - previous[0])


def cross_tag(spot: Point) -> str:
    """The cross of a condition that fails, in a dashed ring."""
    x, y = spot
    disc = f'cx="{x:.1f}" cy="{y:.1f}" r="{TAG}" style="fill:var(--surface,#fff);stroke-dasharray:3.5 2.5"'
    cross = f'd="M{x - 3:.1f} {y - 3:.1f}l6 6m0-6l-6 6" style="stroke-width:2"'
    return f'<g class="tag tag-fails" style="stroke:{FAILS};stroke-width:1.5"><circle {disc}/><path {cross}/></g>'
