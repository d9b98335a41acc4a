"""Who controls what, since when: substances by jurisdictions, on one day, as known at one instant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from chemistry.nomenclature import normalise_name
from watchlist.engine.law.compiled import CompiledLaw, CompiledList, CompiledScheduling, CompiledSubstance
from watchlist.engine.law.spells import Spell, spells_of

STANDINGS = ("law", "announced", "ended")
ITSELF = ("as_listed", "element", "")
"""The kinds of form whose number is that of the substance itself, not of a salt or a hydrate."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the matrix is wanted; empty: everything. `differing`: only where jurisdictions stand apart."""

    jurisdictions: frozenset[str] = frozenset()
    branch: str = ""
    family: str = ""
    text: str = ""
    differing: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A jurisdiction, and how much of its law is held: `held`, `in_part` (a list is incomplete) or `not_held`."""

    jurisdiction: str
    lists: tuple[CompiledList, ...]

    @property
    def held(self) -> str:
        """Return how much of its law is held."""
        if not self.lists:
            return "not_held"
        return "held" if all(of.complete for of in self.lists) else "in_part"


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing on one list, the period of it that the day asks for, and where it stands: a word of `STANDINGS`."""

    spell: Spell
    row: CompiledScheduling
    standing: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one jurisdiction says of one substance: in force, else announced, else ended; nothing is `absent`."""

    column: Column
    listings: tuple[Listing, ...]

    @property
    def standing(self) -> str:
        """Return the best standing of its listings; without any, whether the law held is silent or is not held."""
        if self.listings:
            return self.listings[0].standing
        return "absent" if self.column.held == "held" else self.column.held

    @property
    def is_known(self) -> bool:
        """Say whether the law held answers for this jurisdiction."""
        return self.standing not in ("in_part", "not_held")


@dataclass(frozen=True, slots=True)
class Row:
    """One substance with its cells, in the order of the columns."""

    substance: CompiledSubstance
    family: str
    cas: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Say whether jurisdictions whose law is held stand apart."""
        return len({cell.standing for cell in self.cells if cell.is_known}) > 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table, and from where it is seen."""

    day: date
    known_at: datetime
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def matrix(law: CompiledLaw, day: date, filters: Filters | None = None) -> Matrix:
    """Return who controls what on `day`; a substance on none of the lists asked for has no row."""
    wanted = filters or Filters()
    shown = columns(law, wanted)
    rows = [row for key in law.schedulings if (row := _row(law, key, day, shown, wanted)) is not None]
    rows.sort(key=lambda row: (row.substance.name.casefold(), row.substance.key))
    return Matrix(day, law.known_at, shown, tuple(rows))


def columns(law: CompiledLaw, filters: Filters) -> tuple[Column, ...]:
    """Return the jurisdictions asked for, the United Nations first, each with its lists of the branch asked for."""
    keys = sorted(filters.jurisdictions & law.members.keys() or law.members, key=lambda key: (key != "UN", key))
    lists = [of for of in law.lists.values() if filters.branch in ("", of.branch)]
    return tuple(Column(key, tuple(of for of in lists if of.jurisdiction == key)) for key in keys)


def branches(law: CompiledLaw) -> tuple[str, ...]:
    """Return the branches of the lists that are law somewhere."""
    return tuple(sorted({of.branch for of in law.lists.values() if of.jurisdiction}))


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
def searched(law: CompiledLaw) -> dict[str, str]:
    """Return the text that a search looks through for each substance: every name, and every number of every form."""
    said = {key: [normalise_name(key), of.inchikey.casefold()] for key, of in law.substances.items()}
    for name, meant in law.names.items():
        for target in meant:
            said.setdefault(target.substance, []).append(name)
    for number, numbered in law.numbers.items():
        for one in numbered:
            said.setdefault(one.substance, []).append(normalise_name(number))
    return {key: "\n".join(texts) for key, texts in said.items()}


def _row(law: CompiledLaw, key: str, day: date, shown: tuple[Column, ...], wanted: Filters) -> Row | None:
    if not _is_wanted(law, key, wanted):
        return None
    by_place: dict[str, list[Listing]] = {}
    for listing in _listings(law.schedulings[key], day, wanted.branch):
        by_place.setdefault(listing.row.list.jurisdiction or "", []).append(listing)
    cells = tuple(Cell(column, _told(by_place.get(column.jurisdiction, []))) for column in shown)
    row = Row(law.substances[key], law.family_of.get(key, ""), cas_numbers(law).get(key, ()), cells)
    told = any(cell.listings for cell in cells)
    return row if told and (row.differs or not wanted.differing) else None


def _is_wanted(law: CompiledLaw, key: str, wanted: Filters) -> bool:
    if wanted.family and law.family_of.get(key) != wanted.family:
        return False
    said = searched(law).get(key, "")
    return all(normalise_name(word) in said for word in wanted.text.split())


def _listings(rows: tuple[CompiledScheduling, ...], day: date, branch: str) -> Iterator[Listing]:
    for spell in spells_of(row for row in rows if branch in ("", row.list.branch)):
        if (standing := spell.standing(day)) in STANDINGS:
            yield Listing(spell, spell.on(day), standing)


def _told(listings: list[Listing]) -> tuple[Listing, ...]:
    """What is in force and what is announced; what has ended only where nothing else is, and the last of it."""
    current = [one for one in listings if one.standing != "ended"]
    told = sorted(current, key=lambda one: (STANDINGS.index(one.standing), one.row.list.key))
    return tuple(told or sorted(listings, key=lambda one: one.row.valid_until or date.min)[-1:])
