"""A timeline drawn to scale: hatched from decision to effect, solid in force, dashed while it lies ahead.

Two drawings of the same facts, one for wide pages and one for phones; the colours are the page's own variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from watchlist.engine.law import Spell, Timeline, Track
from watchlist.engine.reports import columns as columns_of_text
from watchlist.web import words
from watchlist.web.law.words import DOUBTED, is_doubted, short_category, since

CHARACTER = 6.5  # of the labels' type, on average
GAP = 7.0
STUB = 16.0  # the ragged beginning of what has no known start
STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of one drawing; on a narrow one each label stands above its bar, with its jurisdiction."""

    name: str
    width: float
    left: float
    right: float
    row: float
    bar: float
    year: float
    is_narrow: bool = False


WIDE = Layout("wide", width=1080, left=64, right=16, row=28, bar=17, year=52)
NARROW = Layout("narrow", width=330, left=2, right=2, row=44, bar=14, year=46, is_narrow=True)
HEAD, FOOT = 26.0, 24.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch: `law`, `decided`, `future` or `unknown` (in force, since nobody knows when)."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a bar or inside it."""

    text: str
    x: float
    anchor: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One list: its jurisdiction, its bars from `y` down, its labels, and the days on which it was amended."""

    place: str
    title: str
    y: float
    text_y: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    amended: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """Everything that the template draws."""

    layout: Layout
    height: float
    years: tuple[tuple[float, int], ...]
    lines: tuple[TimelineRow, ...]
    now: float
    now_label: Label
    foot: float


class TimeScale:
    """Maps days to x coordinates, with room before the first known day for what has no known start."""

    def __init__(self, timeline: Timeline, day: date, layout: Layout) -> None:
        days = sorted([day, *_days(timeline)])
        span = max((days[-1] - days[0]).days, 365)
        self.first = days[0] - timedelta(days=max(span // 16, 60))
        self.last = days[-1] + timedelta(days=max(span // 16, 60))
        self.left, self.right = layout.left, layout.width - layout.right

    def at(self, day: date) -> float:
        """Return the place of a day."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(self.left + share * (self.right - self.left), 1)

    def years(self, apart: float) -> tuple[tuple[float, int], ...]:
        """Return the years to mark, no closer than `apart`."""
        found = range(self.first.year + 1, self.last.year + 1)
        room = (self.right - self.left) / max((self.last - self.first).days / 365.25, 1)
        step = next((step for step in STEPS if step * room >= apart), STEPS[-1])
        return tuple((self.at(date(year, 1, 1)), year) for year in found if year % step == 0)


def drawings(timeline: Timeline, day: date) -> tuple[TimelineDrawing, ...]:
    """Return the timeline drawn for wide pages and for narrow ones; nothing, where no list ever held the substance."""
    return tuple(_drawing(timeline, day, layout) for layout in (WIDE, NARROW)) if timeline.tracks else ()


def in_words(timeline: Timeline, day: date) -> str:
    """Return a timeline as one sentence, for who does not see the drawing."""
    spells = [
        f"{track.list.jurisdiction} {_spell_label(track, spell)}" for track in timeline.tracks for spell in track.spells
    ]
    return _("as of %(day)s: %(spells)s") % {"day": words.day(day), "spells": "; ".join(spells)}


def _drawing(timeline: Timeline, day: date, layout: Layout) -> TimelineDrawing:
    scale = TimeScale(timeline, day, layout)
    lines = tuple(_line(track, number, day, scale, layout) for number, track in enumerate(timeline.tracks))
    foot = HEAD + layout.row * len(lines)
    now, text = scale.at(day), _("as of %(day)s") % {"day": words.day(day)}
    label = Label(text, *_foot_of(now, text, layout), is_inside=False)
    return TimelineDrawing(layout, foot + FOOT, scale.years(layout.year), lines, now, label, foot)


def _line(track: Track, number: int, day: date, scale: TimeScale, layout: Layout) -> TimelineRow:
    top = HEAD + layout.row * number
    y = top + (layout.row - layout.bar - 4 if layout.is_narrow else (layout.row - layout.bar) / 2)
    bars = [tuple(_bars(spell, day, scale)) for spell in track.spells]
    amended = [scale.at(on) for spell in track.spells for on in spell.amended_on]
    labels = _labels_above(track, layout) if layout.is_narrow else _labels(track, bars, scale.at(day), layout)
    text_y = top + 17 if layout.is_narrow else y + layout.bar - 4.5
    flat = tuple(bar for group in bars for bar in group)
    return TimelineRow(track.list.jurisdiction or "", track.list.title, y, text_y, flat, labels, tuple(amended))


def _bars(spell: Spell, day: date, scale: TimeScale) -> Iterator[Bar]:
    end = scale.at(spell.ends_on) if spell.ends_on else scale.right
    if spell.starts_on is None:
        yield Bar("unknown", scale.left, STUB)
        yield Bar("law", scale.left + STUB, max(end - scale.left - STUB, 1))
        return
    start = scale.at(spell.starts_on)
    if spell.decided_on:
        yield Bar("decided", (first := scale.at(spell.decided_on)), max(start - first, 1))
    yield Bar("future" if spell.starts_on > day else "law", start, round(max(end - start, 2), 1))


def _labels(track: Track, bars: list[tuple[Bar, ...]], now: float, layout: Layout) -> tuple[Label, ...]:
    """One label a spell; where there is no room for it, the table alone says it."""
    taken = [(bar.x, bar.x + bar.width) for group in bars for bar in group]
    spell_bars = zip(track.spells, bars, strict=True)
    found = (_label(_spell_label(track, spell), group, taken, now, layout) for spell, group in spell_bars)
    return tuple(label for label in found if label)


def _label(
    text: str, group: tuple[Bar, ...], taken: list[tuple[float, float]], now: float, layout: Layout
) -> Label | None:
    """Inside the bar if it fits and the line of the day does not cross it, else at its left, inside, at its right."""
    width, bar, left = columns_of_text(text) * CHARACTER, group[-1], group[0].x
    inside = Label(text, bar.x + GAP, "start", is_inside=True)
    fits = bar.kind == "law" and width + 2 * GAP <= bar.width
    if fits and not bar.x < now < bar.x + GAP + width:
        return inside
    if left - GAP - width > layout.left and _is_free(left - GAP - width, left - 1, taken):
        return Label(text, left - GAP, "end", is_inside=False)
    if fits:
        return inside
    end = bar.x + bar.width
    free = end + GAP + width < layout.width and _is_free(end + 1, end + GAP + width, taken)
    return Label(text, end + GAP, "start", is_inside=False) if free else None


def _labels_above(track: Track, layout: Layout) -> tuple[Label, ...]:
    text = f"{track.list.jurisdiction} {_spell_label(track, track.spells[-1])}"
    most = int(layout.width / CHARACTER)
    return (Label(text if len(text) <= most else f"{text[: most - 1]}…", layout.left, "start", is_inside=False),)


def _is_free(first: float, last: float, taken: list[tuple[float, float]]) -> bool:
    return all(last <= start or first >= end for start, end in taken)


def _spell_label(track: Track, spell: Spell) -> str:
    """A spell in words: "Table I · 3 Dec 2024", with its end, and its doubt."""
    days = f"{since(spell.row)}{f', {DOUBTED}' if is_doubted(spell.row) and spell.starts_on else ''}"
    if spell.ends_on:
        days = _("%(start)s to %(end)s") % {"start": days, "end": words.day(spell.ends_on)}
    return f"{short_category(track.list.category)} · {days}"


def _foot_of(now: float, text: str, layout: Layout) -> tuple[float, str]:
    """Where the label of the day stands: at the middle of its line, unless it would leave the drawing."""
    half = columns_of_text(text) * CHARACTER / 2
    if now + half > layout.width:
        return layout.width, "end"
    return (now, "middle") if now - half >= 0 else (0, "start")


def _days(timeline: Timeline) -> Iterator[date]:
    for spell in (spell for track in timeline.tracks for spell in track.spells):
        yield from (on for on in (spell.decided_on, spell.starts_on, spell.ends_on) if on)
