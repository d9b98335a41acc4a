"""The seeds in parts, each loaded, compared and kept as a whole: its rows in one canonical writing, and their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from watchlist.engine.law.grouping import grouped
from watchlist.engine.law.text.rows import ConditionRow, EventRow, ListRow, RuleRow, SeedRow
from watchlist.engine.law.text.text import AnyRow, SeedTable, SeedText

IN_ORDER_OF_COLUMNS: Final = json.JSONEncoder(sort_keys=True)
"""How a row is written to be sorted among others."""


@dataclass(frozen=True, slots=True)
class SeedPart:
    """One part of the law as text, loaded and compared as a whole; `entries` counts the rows of its first table."""

    origin: str
    content: str
    entries: int

    @property
    def folder(self) -> str:
        """Return the first word of its origin, which says what it is a part of: `lists`, `substances`."""
        return self.origin.split("/")[0]

    @property
    def sha256(self) -> str:
        """Return the hash of the content."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    @property
    def reason(self) -> str:
        """Return what the trail says of each change that this text makes."""
        return f"seed edition {self.origin} {self.sha256[:12]}"

    @property
    def is_complete(self) -> bool:
        """Say whether it claims to hold the whole of its list; what is no list is whole."""
        return all(head.complete != "false" for head in self.rows(ListRow))

    def rows(self, kind: type[AnyRow]) -> list[AnyRow]:
        """Return the rows of a kind, without their places."""
        return [kind.read(cells) for cells in _tables(self.content).get(kind.__name__, ())]


NOTHING = SeedPart(origin="", content="{}", entries=0)


def part_of(origin: str, tables: Mapping[type[SeedRow], Iterable[SeedRow]]) -> SeedPart:
    """Return the part made of these rows. Empty cells are no part of what they say, nor is their order, mostly."""
    document: dict[str, list[dict[str, str]]] = {}
    for kind, rows in tables.items():
        cells = [row.cells() for row in rows]
        document[kind.__name__] = cells if kind.in_order else sorted(cells, key=IN_ORDER_OF_COLUMNS.encode)
    content = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return SeedPart(origin, content, len(next(iter(document.values()))))


def parts_of(text: SeedText) -> Iterator[SeedPart]:
    """Yield each part of the text, what others refer to first."""
    yield _part("jurisdictions", text.jurisdictions)
    yield _part("memberships", text.memberships)
    yield _part("destinations", text.destination_tables, text.destinations)
    yield _part("authorities", text.authorities)
    for name, table in text.instruments.items():
        yield _part(f"instruments/{name}", table)
    yield _part("substances", text.substances, text.names, text.forms, text.codes, text.constituents)
    for rules in text.class_rules:
        for row in rules.rows:
            yield part_of(f"class_rules/{row.key}", {RuleRow: [row]})
    yield _part("relatives", text.families, text.members, text.masks)
    for listing in text.lists:
        yield _part(listing.origin, listing.events, listing.conditions, listing.head, listing.obligations)


def _part(origin: str, *tables: SeedTable[Any]) -> SeedPart:
    return part_of(origin, {table.kind: table.rows for table in tables})


def events_by_entry(part: SeedPart) -> Mapping[str, Sequence[EventRow]]:
    """Return the events of each entry of a list."""
    return grouped((event.entry, event) for event in part.rows(EventRow))


def conditions_by_event(part: SeedPart) -> Mapping[str, Sequence[ConditionRow]]:
    """Return the conditions of each event of a list."""
    return grouped((condition.event, condition) for condition in part.rows(ConditionRow))


@lru_cache(maxsize=2)
def _tables(content: str) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return the cells of each table of a part, read once for all tables that are asked for one after another."""
    tables: Mapping[str, Sequence[Mapping[str, str]]] = json.loads(content)
    return tables
