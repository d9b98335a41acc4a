"""What a file would change of a house list: worked out in one way for who looks first and for who brings it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from watchlist.internal_lists.list_file import EntryFacts, ListFile
from watchlist.internal_lists.models import HouseEntry, HouseList

FACTS: Final = tuple(EntryFacts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry as it is held, and as the file has it."""

    row: HouseEntry
    facts: EntryFacts

    @property
    def fields(self) -> Iterator[str]:
        """Yield the names of the facts that differ."""
        return (name for name in FACTS if getattr(self.row, name) != getattr(self.facts, name))


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """The entries that a file adds, changes and takes away; a list has `current` before, and `entries` after it."""

    added: tuple[EntryFacts, ...]
    changed: tuple[ChangedEntry, ...]
    removed: tuple[HouseEntry, ...]
    current: int
    entries: int

    @property
    def shrinks(self) -> bool:
        """Say whether more than half of the entries would go, which is not done unless it is meant."""
        return 2 * len(self.removed) > self.current


def changes_by(house_list: HouseList, list_file: ListFile) -> EditionChanges:
    """Return what a file changes of the entries that a list has now."""
    rows = {row.key: row for row in HouseEntry.objects.current().filter(house_list=house_list)}
    keys = {entry.key for entry in list_file.entries}
    both = (ChangedEntry(rows[entry.key], entry) for entry in list_file.entries if entry.key in rows)
    return EditionChanges(
        added=tuple(entry for entry in list_file.entries if entry.key not in rows),
        changed=tuple(pair for pair in both if facts_of(pair.row) != pair.facts),
        removed=tuple(row for key, row in rows.items() if key not in keys),
        current=len(rows),
        entries=len(keys),
    )


def facts_of(row: HouseEntry) -> EntryFacts:
    """Return the facts of a stored entry."""
    return EntryFacts(**{name: getattr(row, name) for name in FACTS})
