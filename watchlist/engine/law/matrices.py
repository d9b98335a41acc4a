"""Who controls what, since when: substances by jurisdictions on one day, and one substance through all time.

An amendment begins a new period of the law, and does not begin the listing anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from chemistry import normalise_name
from watchlist.engine.law.compiled import CompiledLaw, CompiledList, CompiledScheduling, CompiledSubstance
from watchlist.engine.law.grouping import grouped


@dataclass(frozen=True, slots=True)
class Track:
    """What one list says of the substance, from the first spell to the last."""

    list: CompiledList
    spells: tuple[Spell, ...]

    @property
    def first(self) -> tuple[date, str]:
        """Return what tracks are sorted by: the first date known of it; an unknown start is the oldest."""
        return self.spells[0].decided_on or self.spells[0].starts_on or date.min, self.list.key


@dataclass(frozen=True, slots=True)
class Timeline:
    """The tracks of a substance by first date; jurisdictions with no track, by how much of their law is held."""

    tracks: tuple[Track, ...]
    silent: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Spell:
    """Periods of one entry without a gap between them: the listing began with the first, each other one amended it."""

    periods: tuple[CompiledScheduling, ...]

    @property
    def row(self) -> CompiledScheduling:
        """Return the period that began it."""
        return self.periods[0]

    def on(self, day: date) -> CompiledScheduling:
        """Return the period of a day: the last that began by then, the first before any."""
        begun = [row for row in self.periods if row.valid_from is None or row.valid_from <= day]
        return begun[-1] if begun else self.row

    def status(self, day: date) -> str:
        """Return the status on a day: that of the period of that day."""
        return self.on(day).status(day)

    @property
    def decided_on(self) -> date | None:
        """Return the day on which it was decided, where that lies before its start."""
        decided, starts = self.row.decided_on or self.row.published_on, self.row.valid_from
        return decided if decided and starts and decided < starts else None

    @property
    def starts_on(self) -> date | None:
        """Return its first day; None is not known."""
        return self.row.valid_from

    @property
    def ends_on(self) -> date | None:
        """Return the first day without it; None where no end is known."""
        return self.periods[-1].valid_until

    @property
    def amended_on(self) -> tuple[date, ...]:
        """Return the days on which its words or its reach changed."""
        return tuple(period.valid_from for period in self.periods[1:] if period.valid_from)


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
    """What one jurisdiction says of one substance: in force, else announced, else ended; nothing is `absent`.

    Where it lists it in another branch than the one asked for, and in none of that, it says so.
    """

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
    targets = ((number, target) for number, targets in law.numbers.items() for target in targets)
    return grouped((target.substance, number) for number, target in targets if target.form_kind in ITSELF)


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
    search_text = search_texts(law).get(key, "")
    is_of_family = not wanted.family or law.family_of.get(key) == wanted.family
    if not is_of_family or not all(normalise_name(word) in search_text for word in wanted.text.split()):
        return None
    of_branch, others = (
        grouped((listing.row.list.jurisdiction or "", listing) for listing in listings)
        for listings in _listings_apart(law.schedulings[key], day, wanted.branch)
    )
    # "Not listed" would be untrue of what the same State lists in another branch: P-2-P is in Schedule II of the United
    # States, as an immediate precursor, and on none of its lists of chemicals.
    cells = tuple(
        MatrixCell(column, _current_or_last(of_branch.get(place, ())) or _current_or_last(others.get(place, ())))
        for column in table_columns
        for place in (column.jurisdiction,)
    )
    row = MatrixRow(law.substances[key], law.family_of.get(key, ""), cas_numbers(law).get(key, ()), cells)
    has_listing = any(of_branch.get(column.jurisdiction) for column in table_columns)
    return row if has_listing and (row.differs or not wanted.differing) else None


def _listings_apart(
    rows: tuple[CompiledScheduling, ...], day: date, branch: str
) -> tuple[list[MatrixListing], list[MatrixListing]]:
    """Return the listings of a branch (empty: of any), and those of the others that are law on the day or will be."""
    wanted, others = [], []
    for spell in spells_of(rows):
        if (status := spell.status(day)) in STATUSES:
            listing = MatrixListing(spell, spell.on(day), status)
            if branch in {"", listing.row.list.branch}:
                wanted.append(listing)
            elif status != "ended":
                others.append(listing)
    return wanted, others


def _current_or_last(listings: tuple[MatrixListing, ...]) -> tuple[MatrixListing, ...]:
    """Return the listings in force and announced; where there are none, the last that ended."""
    current = [listing for listing in listings if listing.status != "ended"]
    ordered = sorted(current, key=lambda listing: (STATUSES.index(listing.status), listing.row.list.key))
    return tuple(ordered or sorted(listings, key=lambda listing: listing.row.valid_until or date.min)[-1:])


def spells_of(rows: Iterable[CompiledScheduling]) -> tuple[Spell, ...]:
    """Return the listings of which these are the periods, by first day; rows come entry by entry, in legal order."""
    groups: list[list[CompiledScheduling]] = []
    for row in rows:
        previous = groups[-1][-1] if groups else None
        if previous and previous.entry == row.entry and row.valid_from and previous.valid_until == row.valid_from:
            groups[-1].append(row)
        else:
            groups.append([row])
    spells = [Spell(tuple(group)) for group in groups]
    return tuple(sorted(spells, key=lambda spell: spell.starts_on or date.min))


def timeline(law: CompiledLaw, substance: str) -> Timeline:
    """Return every listing of a substance that is law somewhere, past, present and decided, as known to `law`."""
    by_list = grouped((row.list.key, row) for row in law.schedulings.get(substance, ()) if row.list.jurisdiction)
    tracks = [Track(rows[0].list, spells_of(rows)) for rows in by_list.values()]
    listed = {track.list.jurisdiction for track in tracks}
    others = (column for column in columns(law, Filters()) if column.jurisdiction not in listed)
    silent = grouped((column.coverage, column.jurisdiction) for column in others)
    return Timeline(tuple(sorted(tracks, key=lambda track: track.first)), silent)
