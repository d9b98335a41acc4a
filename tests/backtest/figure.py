"""docs/backtest.svg: recall against the alert budget with the control, and a timeline of lead times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from tests.backtest.figures import Figures, control
from tests.backtest.run import Outcome, recall

WIDTH: Final = 760
LEFT, RIGHT = 190, 740
OURS, THEIRS, INK, FAINT = "#1f5fa8", "#9a6a1f", "#222", "#ccc"
BUDGETS: Final = (0.2, 1.0, 2.0)
TOP, DEEP = 40, 180
ROW: Final = 15


def figure(figures: Figures) -> str:
    """Return the picture; its text is text."""
    outcomes = figures.outcomes
    raised = [one for one in outcomes if one.flagged_from]
    height = TOP + DEEP + 110 + ROW * len(raised)
    body = [*_recall(outcomes), *_timeline(raised, TOP + DEEP + 80)]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="{INK}" role="img" '
        'aria-label="Recall against alert budget, and lead times">'
    )
    return "\n".join([head, f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>', *body, "</svg>", ""])


def _recall(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield _text(LEFT, TOP - 16, "Share of listings raised beforehand, by alert budget", weight="600")
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        yield _line(LEFT, _y(tick), RIGHT, _y(tick), FAINT)
        yield _text(LEFT - 8, _y(tick) + 4, f"{tick:.0%}", anchor="end")
    for budget in BUDGETS:
        yield _text(_x(budget), TOP + DEEP + 18, f"{budget:g} %", anchor="middle")
    yield from _curve([recall(outcomes, place) for place in range(3)], OURS, "calibrated resemblance", -8)
    yield from _curve([control(outcomes, place) for place in range(3)], THEIRS, "Morgan Tanimoto", 22)


def _curve(shares: Sequence[float], colour: str, label: str, drop: int) -> Iterator[str]:
    points = [(_x(budget), _y(share)) for budget, share in zip(BUDGETS, shares, strict=True)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for (x, y), share in zip(points, shares, strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        yield _text(x, y + 17, f"{share:.2f}", anchor="middle", colour=colour)
    yield _text(points[1][0] + 24, points[1][1] + drop, label, colour=colour)


def _timeline(raised: Sequence[Outcome], top: int) -> Iterator[str]:
    first, last = _span(raised)
    yield _text(
        LEFT, top - 14, "From the day on which it would have been raised to the day of its listing", weight="600"
    )
    bottom = top + ROW * len(raised) + 4
    for year in range(first - first % 10, last + 1, 10):
        x = _place(date(year, 1, 1), first, last)
        yield _line(x, top, x, bottom, FAINT)
        yield _text(x, bottom + 14, str(year), anchor="middle")
    for row, one in enumerate(raised):
        y = top + ROW * row + 10
        start, end = _place(one.flagged_from or one.event.day, first, last), _place(one.event.day, first, last)
        yield _line(start, y, end, y, OURS, width=3)
        yield f'<circle cx="{end:.1f}" cy="{y}" r="3.5" fill="{OURS}"/>'
        yield _text(LEFT - 8, y + 4, one.event.substance, anchor="end")


def _span(raised: Sequence[Outcome]) -> tuple[int, int]:
    years = [day.year for one in raised for day in (one.flagged_from, one.event.day) if day]
    return (min(years) - min(years) % 10, max(years) + 1) if years else (1970, 2030)


def _place(day: date, first: int, last: int) -> float:
    start, end = date(first, 1, 1), date(last, 12, 31)
    return LEFT + (RIGHT - LEFT) * (day - start).days / (end - start).days


def _x(budget: float) -> float:
    return LEFT + (RIGHT - LEFT) * budget / 2.2


def _y(share: float) -> float:
    return TOP + DEEP * (1 - share)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: int = 1) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = INK, weight: str = "400") -> str:
    style = f'text-anchor="{anchor}" fill="{colour}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(text)}</text>'
