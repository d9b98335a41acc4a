"""Events of our scheduling history, and what the world knew on the day before each.

An event is the first listing of a substance as a precursor, anywhere (global) or in one jurisdiction (national).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tests.backtest.labels import Labels
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling

GLOBAL: Final = "global"
PUBLISHED: Final = "global, before publication"
"""The global variant with the clock put back further: to the day before the world could first know of the listing."""

ALONE: Final = "global, without siblings of its own decision"
"""The global variant where nothing counts that is known only by the decision which lists the substance itself."""

ANYWHERE: Final = (GLOBAL, ALONE, PUBLISHED)
NEVER: Final = date.max
IsCovered = Callable[[str, date, str], bool]
"""Whether a substance was reached, on a day and in a variant, by law that stood already."""


@dataclass(frozen=True, slots=True)
class Event:
    """`listed`: precursors known the day before; `anchors`: controlled end products; `masks`: those known by then."""

    substance: str
    day: date
    lists: tuple[str, ...]
    listed: frozenset[str]
    anchors: frozenset[str]
    masks: frozenset[str]

    @property
    def references(self) -> frozenset[str]:
        return self.listed | self.anchors


@dataclass(frozen=True, slots=True)
class History:
    """The events of a variant; those counted apart by name: nothing listed before, or covered by law."""

    variant: str
    events: tuple[Event, ...]
    founding: tuple[Event, ...]
    covered: tuple[Event, ...]


def history(
    law: CompiledLaw, labels: Labels, variant: str, structures: Iterable[str], is_covered: IsCovered
) -> History:
    """Return the history of a variant; `structures` are the substances that are one comparable structure."""
    view = View(law, labels, variant)
    comparable = frozenset(structures)
    found = [view.event(key) for key in sorted(comparable & view.first_days.keys()) if key in view.precursors]
    found.sort(key=lambda event: (event.day, event.substance))
    covered = {e.substance for e in found if is_covered(e.substance, e.day - timedelta(days=1), variant)}
    return History(
        variant,
        events=tuple(e for e in found if e.substance not in covered and e.listed),
        founding=tuple(e for e in found if e.substance not in covered and not e.listed),
        covered=tuple(e for e in found if e.substance in covered),
    )


class View:
    """One variant's schedulings by substance."""

    def __init__(self, law: CompiledLaw, labels: Labels, variant: str) -> None:
        self._labels = labels
        self._is_alone = variant == ALONE
        self._anywhere = {key: _listings(rows, GLOBAL) for key, rows in law.schedulings.items()}
        self._rows = {key: _listings(rows, variant) for key, rows in law.schedulings.items()}
        self._drugs = {
            key: [row for row in rows if row.list.tier == "drug_reference"] for key, rows in law.schedulings.items()
        }
        self.precursors = {key for key, member in labels.members.items() if member.role == "precursor"}
        self.first_days = _first_days(self._rows, _start if variant != PUBLISHED else _first_word)
        self._first_anywhere = _first_days(self._anywhere, _start)

    def event(self, substance: str) -> Event:
        day = self.first_days[substance]
        lists = sorted({row.list.key for row in self._rows[substance] if day in (row.valid_from, row.published_on)})
        return self.seen(substance, day, tuple(lists))

    def seen(self, substance: str, day: date, lists: tuple[str, ...] = ()) -> Event:
        """What was known before `day` of everything but the substance, and what is first listed on that day."""
        others = self._labels.members.keys() - {substance}
        listed = {key for key in others & self.precursors if self._is_known(self._told(key, substance), day)}
        anchors = {key for key in others - self.precursors if self._is_known(self._drugs.get(key, []), day)}
        listed = {key for key in listed if self.first_days.get(key) != day}
        return Event(substance, day, lists, frozenset(listed), frozenset(anchors), self.masks_known(substance, day))

    def _told(self, key: str, substance: str) -> list[CompiledScheduling]:
        """Return the listings of a reference that count for a substance."""
        rows = self._rows.get(key, [])
        own = {_decision(row) for row in self._rows.get(substance, ())} if self._is_alone else set()
        return [row for row in rows if _decision(row) not in own]

    def masks_known(self, substance: str, day: date) -> frozenset[str]:
        """Published before; but no listing shows a mask of itself, or of what is listed on the same day."""
        return frozenset(
            mask.mask.key
            for mask in self._labels.masks
            if mask.published_on < day
            and substance not in mask.shown_by
            and all(self._first_anywhere.get(key) != day for key in mask.shown_by)
        )

    def turning_days(self, before: date) -> list[date]:
        """Return each day before `before` on which something became known."""
        rows = [row for key in self._labels.members for row in (*self._rows.get(key, []), *self._drugs.get(key, []))]
        days = {known_on(row) for row in rows} | {mask.published_on for mask in self._labels.masks}
        days |= set(self._first_anywhere.values())
        return sorted(day + timedelta(days=1) for day in days if day < NEVER and day + timedelta(days=1) < before)

    @staticmethod
    def _is_known(rows: Iterable[CompiledScheduling], day: date) -> bool:
        return any(known_on(row) < day and (row.valid_until is None or row.valid_until >= day) for row in rows)


def known_on(row: CompiledScheduling) -> date:
    """When the world could know of a listing: the earlier of publication and start; a year from its last day."""
    return min(row.published_on or NEVER, surely_from(row))


def surely_from(row: CompiledScheduling) -> date:
    """The day from which it was law for certain: of a year that alone is known, its last."""
    starts = row.valid_from or NEVER
    return starts.replace(month=12, day=31) if row.valid_from and row.date_precision == "year" else starts


def _decision(row: CompiledScheduling) -> object:
    """What is put on one list by what is published on one day; a listing of unknown publication stands for itself."""
    return (row.list.key, row.published_on) if row.published_on else id(row)


def _listings(rows: Iterable[CompiledScheduling], variant: str) -> list[CompiledScheduling]:
    of_variant = (row for row in rows if row.list.tier != "drug_reference")
    return [row for row in of_variant if variant in (*ANYWHERE, row.list.jurisdiction)]


def _first_days(
    rows: Mapping[str, list[CompiledScheduling]], day_of: Callable[[CompiledScheduling], date]
) -> dict[str, date]:
    """Return the first day of each substance. A listing of unknown day tells nothing; where a year is all that is known
    of the first, there is no day to go back to."""
    days: dict[str, date] = {}
    for key, listed in rows.items():
        first = min((row for row in listed if row.valid_from), key=day_of, default=None)
        if first is not None and first.date_precision == "day":
            days[key] = day_of(first)
    return days


def _start(row: CompiledScheduling) -> date:
    """The first day on which it can have been law: of a year that alone is known, none before it was published."""
    starts = row.valid_from or NEVER
    return max(starts, row.published_on or starts) if row.date_precision == "year" else starts


def _first_word(row: CompiledScheduling) -> date:
    return min(_start(row), row.published_on or NEVER)
