"""A condition that fails, on a picture: a dashed ring around its atoms, with a cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import dist
from typing import Final

from chemistry.pictures.marks import TAG, Canvas, Point, radius

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
