"""From segments to lines: one for each goods item, with what its consignment and its message say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.columns import SHIPMENT_FIELDS, Column, unique_names
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.lines import Cell, DeclaredLine, declare_line
from watchlist.engine.reading.readers.edifact.interchange import Segment
from watchlist.engine.reading.readers.edifact.meanings import SegmentValue, values_of

INHERITED = SHIPMENT_FIELDS | {"name"}
JOINED = {"name": "; ", "remarks": "; ", "transit": ", "}
"""Fields of which several may be said at once, and what stands between them."""


class SegmentGroup(NamedTuple):
    """One row of groups.csv: what a segment opens; of an `aside` (equipment, charges), which segments it holds."""

    message: str
    place: tuple[int, int] | None
    values: frozenset[str]
    opens: str
    within: frozenset[str]


@dataclass(slots=True)
class SegmentScope:
    """The values under one message, consignment or goods item; `is_declared`: a line has them already."""

    values: list[SegmentValue] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    is_declared: bool = False
    _speaking: dict[str, list[SegmentValue]] | None = None

    def add(self, segment: Segment, *, heeded: bool) -> None:
        """Add the values of a segment; one that is not heeded (equipment, charges) is declared, and gives no field."""
        self.values.extend(values_of(segment, heeded=heeded))
        self.problems.extend(segment.problems)
        self._speaking = None

    def field_values(self) -> dict[str, list[SegmentValue]]:
        """Return the values of each field: those of the lowest rank, all for a field that can be joined."""
        if self._speaking is None:
            self._speaking = {}
            for value in sorted((value for value in self.values if value.field), key=lambda value: value.rank):
                chosen = self._speaking.setdefault(value.field or "", [])
                if not chosen or value.field in JOINED or chosen[0].rank == value.rank:
                    chosen.append(value)
        return self._speaking


class Message:
    """One message as it is read: take its segments one by one, and collect the lines of the items that are over.

    What stands before the items of a message or consignment is declared on its first line; what gives a field of the
    shipment, on each. What follows the items stands on the last. `columns` gathers those of all lines.
    """

    def __init__(self, kind: str, columns: dict[str, Column]) -> None:
        self.kind = kind
        self._columns = columns
        self._message = SegmentScope()
        self._consignment: SegmentScope | None = None
        self._item: SegmentScope | None = None
        self._aside: SegmentGroup | None = None

    def take(self, segment: Segment, number: int) -> Iterator[DeclaredLine]:
        """Read a segment; yield the line, of this number, that it ends."""
        group = self._opened(segment)
        if group and group.opens != "aside":
            yield from self.end(number, consignment_ends=group.opens != "item")
            scope = SegmentScope()
            self._consignment, self._item = (self._consignment, scope) if group.opens == "item" else (scope, None)
            self._aside = None
        elif group:
            self._aside = group
        elif self._aside and segment.tag not in self._aside.within:
            self._aside = None
        into = self._item or self._consignment or self._message
        into.add(segment, heeded=self._aside is None)

    def end(self, number: int, *, consignment_ends: bool = True) -> Iterator[DeclaredLine]:
        """Yield the line of the item, or of the consignment without any, that is over."""
        if self._item:
            yield self._line(number, self._item)
        elif consignment_ends and self._consignment:
            yield self._line(number, SegmentScope())
        self._item = None

    def _opened(self, segment: Segment) -> SegmentGroup | None:
        for group in GROUPS.get(segment.tag, ()):
            if group.message not in ("", self.kind) or (group.opens == "document" and not self._item):
                continue
            if group.place is None or segment.at(*group.place) in group.values:
                return group
        return None

    def _line(self, number: int, item: SegmentScope) -> DeclaredLine:
        scopes = [item, *(scope for scope in (self._consignment, self._message) if scope)]
        by_field = dict(item.field_values())
        for scope in scopes[1:]:
            for name, values in scope.field_values().items():
                if name in INHERITED:
                    by_field.setdefault(name, values)
        problems = [problem for scope in scopes if not scope.is_declared for problem in scope.problems]
        cells = list(_cells(scopes, _settled(by_field)))
        for scope in scopes:
            scope.is_declared = True
        for cell in cells:
            if cell.column.field or cell.column.name not in self._columns:
                self._columns[cell.column.name] = cell.column
        return declare_line(number, cells, problems)


def _settled(by_field: Mapping[str, Sequence[SegmentValue]]) -> dict[str, list[SegmentValue]]:
    """Return the values without a unit of another quantity, or a transit where the route starts or ends."""
    ends = {value.text for name in ("origin", "destination") for value in by_field.get(name, ())}
    units = {f"{value.name} unit" for value in by_field.get("quantity", ())[:1]}
    settled = {
        **by_field,
        "transit": [value for value in by_field.get("transit", ()) if value.text not in ends],
        "unit": [value for value in by_field.get("unit", ()) if value.name in units],
    }
    return {name: list(values) for name, values in settled.items() if values}


def _cells(scopes: Iterable[SegmentScope], by_field: Mapping[str, Sequence[SegmentValue]]) -> Iterator[Cell]:
    joined = {name: text for name, values in by_field.items() if (text := _joined(name, values))}
    speaking = {id(value) for name, several in by_field.items() if name not in joined for value in several}
    others = {id(value) for name in joined for value in by_field[name]}
    declared = [
        (value, id(value) in speaking)
        for scope in scopes
        for value in scope.values
        if id(value) in speaking or id(value) in others or not (scope.is_declared or value.is_reread)
    ]
    names = unique_names(value.name for value, _ in declared)
    for name, (value, speaks) in zip(names, declared, strict=True):
        field_name = value.field if value.field in by_field else None
        yield Cell(_column(name, field_name, is_fallback=bool(field_name) and not speaks), value.text)
    for name, text in joined.items():
        yield Cell(_column(f"{name}, joined", name), text)


def _joined(name: str, several: Sequence[SegmentValue]) -> str:
    """Return the texts of a field as one: those of one name as they follow each other; "" where there is only one."""
    if name not in JOINED or len(several) == 1:
        return ""
    texts: dict[str, str] = {}
    for value in several:
        if name == "transit" or value.name not in texts:
            texts.setdefault(value.text if name == "transit" else value.name, value.text)
        else:
            texts[value.name] += f" {value.text}"
    return JOINED[name].join(dict.fromkeys(texts.values()))


@lru_cache(maxsize=4096)
def _column(name: str, field_name: str | None, *, is_fallback: bool = False) -> Column:
    return Column(name, field_name, fallback=is_fallback)


def _groups() -> dict[str, tuple[SegmentGroup, ...]]:
    groups: dict[str, tuple[SegmentGroup, ...]] = {}
    for row in rows_of("edifact/groups.csv"):
        place, _, values = row["when"].partition("=")
        element, _, component = place.partition(".")
        group = SegmentGroup(
            row["message"],
            (int(element), int(component or 1)) if place else None,
            frozenset(values.split("|")),
            row["opens"],
            frozenset(row["within"].split()),
        )
        groups[row["segment"]] = (*groups.get(row["segment"], ()), group)
    return groups


GROUPS = _groups()
