"""Who controls what, since when: substances by jurisdictions, on one day, as known at one instant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from chemistry import normalise_name
from watchlist.engine.law.compiled import CompiledLaw, CompiledList, CompiledScheduling, CompiledSubstance
from watchlist.engine.law.spells import Spell, spells_of

STATUSES = ("law", "announced", "ended")
ITSELF = ("as_listed", "element", "")
"""The kinds of form whose number is that of the substance itself, not of a salt or a hydrate."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the matrix is wanted; empty: everything. `differing`: only where jurisdictions differ."""

    jurisdictions: frozenset[str] = frozenset()
    branch: str = ""
    family: str = ""
    text: str = ""
    differing: bool = False


@dataclass(frozen=True, slots=True)
class JurisdictionColumn:
    """A jurisdiction with its lists."""

    jurisdiction: str
    lists: tuple[CompiledList, ...]

    @property
    def coverage(self) -> str:
        """Return how much of its law is held: `held`, `in_part` (a list is incomplete) or `not_held`."""
        if not self.lists:
            return "not_held"
        return "held" if all(control_list.complete for control_list in self.lists) else "in_part"


@dataclass(frozen=True, slots=True)
class MatrixListing:
    """One listing on one list, its period of the day asked for, and its status: a word of `STATUSES`."""

    spell: Spell
    row: CompiledScheduling
    status: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one jurisdiction says of one substance: in force, else announced, else ended; nothing is `absent`."""

    column: JurisdictionColumn
    listings: tuple[MatrixListing, ...]

    @property
    def status(self) -> str:
        """Return the strongest status of its listings; without any, `absent`, or how much of the law is held."""
        if self.listings:
            return self.listings[0].status
        return "absent" if self.column.coverage == "held" else self.column.coverage

    @property
    def is_covered(self) -> bool:
        """Say whether listings or a complete law answer for this jurisdiction."""
        return self.status not in ("in_part", "not_held")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One substance with its cells, in the order of the columns."""

    substance: CompiledSubstance
    family: str
    cas: tuple[str, ...]
    cells: tuple[MatrixCell, ...]

    @property
    def differs(self) -> bool:
        """Say whether jurisdictions whose law is held differ."""
        return len({cell.status for cell in self.cells if cell.is_covered}) > 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table, and from where it is seen."""

    day: date
    known_at: datetime
    columns: tuple[JurisdictionColumn, ...]
    rows: tuple[MatrixRow, ...]


def matrix(law: CompiledLaw, day: date, filters: Filters | None = None) -> Matrix:
    """Return who controls what on `day`; a substance on none of the lists asked for has no row."""
    wanted = filters or Filters()
    table_columns = columns(law, wanted)
    rows = [row for key in law.schedulings if (row := _row(law, key, day, table_columns, wanted)) is not None]
    rows.sort(key=lambda row: (row.substance.name.casefold(), row.substance.key))
    return Matrix(day, law.known_at, table_columns, tuple(rows))


def columns(law: CompiledLaw, filters: Filters) -> tuple[JurisdictionColumn, ...]:
    """Return the jurisdictions asked for, the United Nations first, each with its lists of the branch asked for."""
    keys = sorted(filters.jurisdictions & law.members.keys() or law.members, key=lambda key: (key != "UN", key))
    lists = [control_list for control_list in law.lists.values() if filters.branch in ("", control_list.branch)]
    return tuple(
        JurisdictionColumn(key, tuple(control_list for control_list in lists if control_list.jurisdiction == key))
        for key in keys
    )


def branches(law: CompiledLaw) -> tuple[str, ...]:
    """Return the branches of the lists that are law somewhere."""
    return tuple(sorted({control_list.branch for control_list in law.lists.values() if control_list.jurisdiction}))


def families(law: CompiledLaw) -> tuple[str, ...]:
    """Return the titles of the families held."""
    return tuple(sorted(set(law.family_of.values())))


@lru_cache(maxsize=8)
def cas_numbers(law: CompiledLaw) -> dict[str, tuple[str, ...]]:
    """Return the registry numbers of each substance itself, by its key."""
    found: dict[str, list[str]] = {}
    for number, targets in law.numbers.items():
        for target in targets:
            if target.form_kind in ITSELF:
                found.setdefault(target.substance, []).append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


@lru_cache(maxsize=8)
def search_texts(law: CompiledLaw) -> dict[str, str]:
    """Return the text that a search looks through for each substance: every name, and every number of every form."""
    by_substance = {
        key: [normalise_name(key), substance.inchikey.casefold()] for key, substance in law.substances.items()
    }
    for name, meant in law.names.items():
        for target in meant:
            by_substance.setdefault(target.substance, []).append(name)
    for number, numbered in law.numbers.items():
        for number_target in numbered:
            by_substance.setdefault(number_target.substance, []).append(normalise_name(number))
    return {key: "\n".join(texts) for key, texts in by_substance.items()}


def _row(
    law: CompiledLaw, key: str, day: date, table_columns: tuple[JurisdictionColumn, ...], wanted: Filters
) -> MatrixRow | None:
    if not _is_wanted(law, key, wanted):
        return None
    by_place: dict[str, list[MatrixListing]] = {}
    for listing in _listings(law.schedulings[key], day, wanted.branch):
        by_place.setdefault(listing.row.list.jurisdiction or "", []).append(listing)
    cells = tuple(
        MatrixCell(column, _current_or_last(by_place.get(column.jurisdiction, []))) for column in table_columns
    )
    row = MatrixRow(law.substances[key], law.family_of.get(key, ""), cas_numbers(law).get(key, ()), cells)
    has_listing = any(cell.listings for cell in cells)
    return row if has_listing and (row.differs or not wanted.differing) else None


def _is_wanted(law: CompiledLaw, key: str, wanted: Filters) -> bool:
    if wanted.family and law.family_of.get(key) != wanted.family:
        return False
    search_text = search_texts(law).get(key, "")
    return all(normalise_name(word) in search_text for word in wanted.text.split())


def _listings(rows: tuple[CompiledScheduling, ...], day: date, branch: str) -> Iterator[MatrixListing]:
    for spell in spells_of(row for row in rows if branch in ("", row.list.branch)):
        if (status := spell.status(day)) in STATUSES:
            yield MatrixListing(spell, spell.on(day), status)


def _current_or_last(listings: list[MatrixListing]) -> tuple[MatrixListing, ...]:
    """Return the listings in force and announced; where there are none, the last that ended."""
    current = [listing for listing in listings if listing.status != "ended"]
    ordered = sorted(current, key=lambda listing: (STATUSES.index(listing.status), listing.row.list.key))
    return tuple(ordered or sorted(listings, key=lambda listing: listing.row.valid_until or date.min)[-1:])
