"""From segments to lines: one for each goods item, with what its consignment and its message say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from watchlist.engine.errors import Problem
from watchlist.engine.reading.columns import SHIPMENT_FIELDS, Column, unique_names
from watchlist.engine.reading.declaring import Cell, declare_line
from watchlist.engine.reading.lines import DeclaredLine
from watchlist.engine.reading.readers.edifact.interchange import Segment, rows
from watchlist.engine.reading.readers.edifact.meanings import Said, said_by

INHERITED = SHIPMENT_FIELDS | {"name"}
JOINED = {"name": "; ", "remarks": "; ", "transit": ", "}
"""Fields of which several may be said at once, and what stands between them."""


class Group(NamedTuple):
    """One row of groups.csv: what a segment opens; of an `aside` (equipment, charges), which segments it holds."""

    message: str
    place: tuple[int, int] | None
    values: frozenset[str]
    opens: str
    within: frozenset[str]


@dataclass(slots=True)
class Scope:
    """What stands under one message, consignment or goods item."""

    said: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    shown: bool = False
    _speaking: dict[str, list[Said]] | None = None

    def add(self, segment: Segment, *, heeded: bool) -> None:
        """Take up what a segment says; what is not heeded (equipment, charges) is declared, and gives no field."""
        self.said.extend(said_by(segment, heeded=heeded))
        self.problems.extend(segment.problems)
        self._speaking = None

    def speaking(self) -> dict[str, list[Said]]:
        """Return what speaks for each field: of the lowest rank, for a field that can be joined all of it."""
        if self._speaking is None:
            self._speaking = {}
            for said in sorted((said for said in self.said if said.field), key=lambda said: said.rank):
                heard = self._speaking.setdefault(said.field or "", [])
                if not heard or said.field in JOINED or heard[0].rank == said.rank:
                    heard.append(said)
        return self._speaking


class Message:
    """One message as it is read: take its segments one by one, and collect the lines of the items that are over.

    What stands before the items of a message or consignment is declared on its first line; what gives a field of the
    shipment, on each. What follows the items stands on the last. `columns` gathers those of all lines.
    """

    def __init__(self, kind: str, columns: dict[str, Column]) -> None:
        self.kind = kind
        self._columns = columns
        self._message = Scope()
        self._consignment: Scope | None = None
        self._item: Scope | None = None
        self._aside: Group | None = None

    def take(self, segment: Segment, number: int) -> Iterator[DeclaredLine]:
        """Take up a segment; yield the line, of this number, that it ends."""
        group = self._opened(segment)
        if group and group.opens != "aside":
            yield from self.end(number, consignment_ends=group.opens != "item")
            scope = Scope()
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
            yield self._line(number, Scope())
        self._item = None

    def _opened(self, segment: Segment) -> Group | None:
        for group in GROUPS.get(segment.tag, ()):
            if group.message not in ("", self.kind) or (group.opens == "document" and not self._item):
                continue
            if group.place is None or segment.at(*group.place) in group.values:
                return group
        return None

    def _line(self, number: int, item: Scope) -> DeclaredLine:
        scopes = [item, *(scope for scope in (self._consignment, self._message) if scope)]
        heard = dict(item.speaking())
        for scope in scopes[1:]:
            for name, said in scope.speaking().items():
                if name in INHERITED:
                    heard.setdefault(name, said)
        problems = [problem for scope in scopes if not scope.shown for problem in scope.problems]
        cells = list(_cells(scopes, _settled(heard)))
        for scope in scopes:
            scope.shown = True
        for cell in cells:
            if cell.column.field or cell.column.name not in self._columns:
                self._columns[cell.column.name] = cell.column
        return declare_line(number, cells, problems)


def _settled(heard: Mapping[str, Sequence[Said]]) -> dict[str, list[Said]]:
    """Return what speaks, without a unit of another quantity, or a transit where the route starts or ends."""
    ends = {said.text for name in ("origin", "destination") for said in heard.get(name, ())}
    units = {f"{said.name} unit" for said in heard.get("quantity", ())[:1]}
    settled = {
        **heard,
        "transit": [said for said in heard.get("transit", ()) if said.text not in ends],
        "unit": [said for said in heard.get("unit", ()) if said.name in units],
    }
    return {name: list(said) for name, said in settled.items() if said}


def _cells(scopes: Iterable[Scope], heard: Mapping[str, Sequence[Said]]) -> Iterator[Cell]:
    joined = {name: text for name, said in heard.items() if (text := _joined(name, said))}
    speaking = {id(said) for name, several in heard.items() if name not in joined for said in several}
    others = {id(said) for name in joined for said in heard[name]}
    declared = [
        (said, id(said) in speaking)
        for scope in scopes
        for said in scope.said
        if id(said) in speaking or id(said) in others or not (scope.shown or said.again)
    ]
    names = unique_names(said.name for said, _ in declared)
    for name, (said, speaks) in zip(names, declared, strict=True):
        known = said.field if said.field in heard else None
        yield Cell(_column(name, known, is_fallback=bool(known) and not speaks), said.text)
    for name, text in joined.items():
        yield Cell(_column(f"{name}, joined", name), text)


def _joined(name: str, several: Sequence[Said]) -> str:
    """Return the texts of a field as one: those of one name as they follow each other; "" where there is only one."""
    if name not in JOINED or len(several) == 1:
        return ""
    texts: dict[str, str] = {}
    for said in several:
        if name == "transit" or said.name not in texts:
            texts.setdefault(said.text if name == "transit" else said.name, said.text)
        else:
            texts[said.name] += f" {said.text}"
    return JOINED[name].join(dict.fromkeys(texts.values()))


@lru_cache(maxsize=4096)
def _column(name: str, field_name: str | None, *, is_fallback: bool = False) -> Column:
    return Column(name, field_name, fallback=is_fallback)


def _groups() -> dict[str, tuple[Group, ...]]:
    groups: dict[str, tuple[Group, ...]] = {}
    for row in rows("groups.csv"):
        place, _, values = row["when"].partition("=")
        element, _, component = place.partition(".")
        group = Group(
            row["message"],
            (int(element), int(component or 1)) if place else None,
            frozenset(values.split("|")),
            row["opens"],
            frozenset(row["within"].split()),
        )
        groups[row["segment"]] = (*groups.get(row["segment"], ()), group)
    return groups


GROUPS = _groups()
