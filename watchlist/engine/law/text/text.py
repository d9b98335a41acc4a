"""The whole law as text: every file under the seeds, in typed rows.

Nothing is judged here, and nothing is lost: what cannot be read says so. What breaks a rule of curation is a `Breach`.
It comes in parts, each loaded, compared and kept as a whole: its rows in one canonical writing, and their hash.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from watchlist.engine.law.grouping import grouped
from watchlist.engine.law.text.rows import (
    AuthorityRow,
    CodeRow,
    ConditionRow,
    ConstituentRow,
    DestinationRow,
    DestinationTableRow,
    EventRow,
    FamilyRow,
    FormRow,
    InstrumentRow,
    JurisdictionRow,
    ListRow,
    MaskRow,
    MemberRow,
    MembershipRow,
    NameRow,
    ObligationRow,
    ReagentRow,
    RuleRow,
    SeedRow,
    SubstanceRow,
)

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


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One place where the text breaks a rule of curation."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


AnyRow = TypeVar("AnyRow", bound=SeedRow)
# Tables of `list.toml`, and the columns under which their keys stand in the flat row.
NESTED: dict[str, dict[str, str]] = {"manual_check": {"by": "checked_by", "on": "checked_on", "next": "check_next"}}


@dataclass(frozen=True, slots=True)
class SeedTable(Generic[AnyRow]):
    """One file, or one part of it: its header, its rows, the lines of another width, and why it cannot be read."""

    kind: type[AnyRow]
    file: str
    header: tuple[str, ...] = ()
    rows: tuple[AnyRow, ...] = ()
    ragged: tuple[int, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ListText:
    """The text of one list; `origin` is its place under the seeds: `lists/us/us-list-1`."""

    origin: str
    head: SeedTable[ListRow]
    obligations: SeedTable[ObligationRow]
    events: SeedTable[EventRow]
    conditions: SeedTable[ConditionRow]

    @property
    def key(self) -> str:
        """Return the key of the list: the name of its folder."""
        return self.origin.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class SeedText:
    """The whole law as text; `instruments` by jurisdiction, `names` by language: each file is named after it."""

    jurisdictions: SeedTable[JurisdictionRow]
    memberships: SeedTable[MembershipRow]
    destination_tables: SeedTable[DestinationTableRow]
    destinations: SeedTable[DestinationRow]
    authorities: SeedTable[AuthorityRow]
    substances: SeedTable[SubstanceRow]
    names: Mapping[str, SeedTable[NameRow]]
    forms: SeedTable[FormRow]
    codes: SeedTable[CodeRow]
    constituents: SeedTable[ConstituentRow]
    instruments: Mapping[str, SeedTable[InstrumentRow]]
    class_rules: tuple[SeedTable[RuleRow], ...]
    families: SeedTable[FamilyRow]
    members: SeedTable[MemberRow]
    reagents: SeedTable[ReagentRow]
    masks: SeedTable[MaskRow]
    lists: tuple[ListText, ...]

    def tables(self) -> Iterator[SeedTable[Any]]:
        """Yield every table, those that others refer to first."""
        yield from (self.jurisdictions, self.memberships, self.destination_tables, self.destinations, self.authorities)
        yield from self.instruments.values()
        yield self.substances
        yield from self.names.values()
        yield from (self.forms, self.codes, self.constituents)
        yield from self.class_rules
        yield from (self.families, self.members, self.reagents, self.masks)
        for text in self.lists:
            yield from (text.head, text.obligations, text.events, text.conditions)

    def rows(self, kind: type[AnyRow]) -> Iterator[AnyRow]:
        """Yield every row of a kind."""
        for table in self.tables():
            if table.kind is kind:
                yield from table.rows


def read_seeds(directory: Path) -> SeedText:
    """Return the text under `directory`; files are named from its parent on. Raises nothing: see `Table.fault`."""
    substances, instruments, destinations = (directory / name for name in ("substances", "instruments", "destinations"))
    return SeedText(
        jurisdictions=read_csv(directory, directory / "jurisdictions.csv", JurisdictionRow),
        memberships=read_csv(directory, directory / "memberships.csv", MembershipRow),
        destination_tables=read_csv(directory, destinations / "tables.csv", DestinationTableRow, optional=True),
        destinations=read_csv(directory, destinations / "countries.csv", DestinationRow, optional=True),
        authorities=read_csv(directory, directory / "authorities.csv", AuthorityRow),
        substances=read_csv(directory, substances / "substances.csv", SubstanceRow),
        names=_by_stem(directory, substances / "names", NameRow),
        forms=read_csv(directory, substances / "forms.csv", FormRow),
        codes=read_csv(directory, substances / "codes.csv", CodeRow),
        constituents=read_csv(directory, substances / "constituents.csv", ConstituentRow, optional=True),
        instruments=_by_stem(directory, instruments, InstrumentRow),
        class_rules=tuple(read_rule_folder(directory, path) for path in _folders(directory / "class_rules", "*")),
        families=read_csv(directory, directory / "relatives" / "families.csv", FamilyRow, optional=True),
        members=read_csv(directory, directory / "relatives" / "members.csv", MemberRow, optional=True),
        reagents=read_csv(directory, directory / "relatives" / "reagents.csv", ReagentRow, optional=True),
        masks=read_csv(directory, directory / "relatives" / "masks.csv", MaskRow, optional=True),
        lists=tuple(_read_list(directory, path) for path in _folders(directory / "lists", "*/*")),
    )


def _by_stem(directory: Path, folder: Path, kind: type[AnyRow]) -> dict[str, SeedTable[AnyRow]]:
    return {path.stem: read_csv(directory, path, kind) for path in sorted(folder.glob("*.csv"))}


def _folders(within: Path, pattern: str) -> list[Path]:
    return [path for path in sorted(within.glob(pattern)) if path.is_dir()]


def _read_list(directory: Path, folder: Path) -> ListText:
    head, obligations = read_toml(directory, folder / "list.toml")
    return ListText(
        origin=folder.relative_to(directory).as_posix(),
        head=head,
        obligations=obligations,
        events=read_csv(directory, folder / "events.csv", EventRow),
        conditions=read_csv(directory, folder / "conditions.csv", ConditionRow, optional=True),
    )


def name_of(directory: Path, path: Path) -> str:
    """Return the name by which a breach calls a file: its path from the folder of the seeds on."""
    return path.relative_to(directory.parent).as_posix()


def read_csv(directory: Path, path: Path, kind: type[AnyRow], *, optional: bool = False) -> SeedTable[AnyRow]:
    """Return the table of a CSV file with a header, without blank lines; an optional one that is not there is empty."""
    name = name_of(directory, path)
    if optional and not path.exists():
        return SeedTable(kind, name, kind.columns())
    try:
        # strict: a stray quote would otherwise swallow the rows after it
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(_numbered(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return SeedTable(kind, name, fault=f"cannot be read: {error}")
    if not lines:
        return SeedTable(kind, name, fault="is empty")
    (_, header), *body = lines
    return SeedTable(
        kind,
        name,
        header=tuple(header),
        rows=tuple(kind.read(dict(zip(header, cells, strict=False)), name, line) for line, cells in body),
        ragged=tuple(line for line, cells in body if len(cells) != len(header)),
    )


def _numbered(stream: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, with the line on which it begins."""
    reader, begins = csv.reader(stream, strict=True), 1
    for cells in reader:
        if cells:
            yield begins, cells
        begins = reader.line_num + 1


def read_toml(directory: Path, path: Path) -> tuple[SeedTable[ListRow], SeedTable[ObligationRow]]:
    """Return the head of a `list.toml`, as a table of one row on line 1, and its obligations."""
    name = name_of(directory, path)
    try:
        source = path.read_text(encoding="utf-8")
        head = _flat(tomllib.loads(source))
    except (OSError, ValueError, RecursionError) as error:  # of a codec, of TOML, or of `_flat`
        return SeedTable(ListRow, name, fault=f"cannot be read: {error}"), SeedTable(ObligationRow, name)
    duties = [_duty(duty) for duty in head.pop("obligations", [])]
    places = [n for n, line in enumerate(source.splitlines(), 1) if line.strip() == "[[obligations]]"]
    places += [1] * len(duties)  # written as an inline array
    cells = {key: _text(value) for key, value in head.items()}
    return (
        SeedTable(ListRow, name, tuple(cells), (ListRow.read(cells, name, 1),)),
        SeedTable(
            ObligationRow,
            name,
            tuple(dict.fromkeys(key for duty in duties for key in duty)),
            tuple(ObligationRow.read(duty, name, line) for duty, line in zip(duties, places, strict=False)),
        ),
    )


def read_rule_folder(directory: Path, folder: Path) -> SeedTable[RuleRow]:
    """Return the class rule of a folder, as a table of one row: its `rule.toml` and its `members.csv`, as written."""
    path, members = folder / "rule.toml", folder / "members.csv"
    name = name_of(directory, path)
    try:
        text = path.read_text(encoding="utf-8")
        title = _text(tomllib.loads(text).get("title", ""))
        table = members.read_text(encoding="utf-8") if members.exists() else ""
    except (OSError, ValueError, RecursionError) as error:  # of a codec, or of TOML
        return SeedTable(RuleRow, name, fault=f"cannot be read: {error}")
    cells = {"key": folder.name, "title": title, "text": text, "members": table}
    return SeedTable(RuleRow, name, RuleRow.columns(), (RuleRow(**cells, file=name, line=1),))


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    flat = {key: value for key, value in document.items() if key not in NESTED}
    duties = flat.get("obligations", [])
    if not isinstance(duties, list) or not all(isinstance(duty, dict) for duty in duties):
        raise ValueError("obligations is no array of tables")
    for table, columns in NESTED.items():
        nested: Any = document.get(table, {})
        if not isinstance(nested, dict):
            raise ValueError(f"{table} is no table")  # noqa: TRY004 - what is wrong is the file
        flat |= {columns.get(str(key), str(key)): value for key, value in nested.items()}
    return flat


def _duty(duty: Mapping[str, Any]) -> dict[str, str]:
    """Return an obligation as cells, its `clock` laid flat."""
    clock = duty.get("clock", {})
    flat = {key: value for key, value in duty.items() if key != "clock"}
    flat |= {f"clock_{key}": value for key, value in clock.items()} if isinstance(clock, dict) else {"clock": clock}
    return {key: _text(value) for key, value in flat.items()}


def _text(value: Any) -> str:
    """Return a value of TOML as a cell: words of an array are separated by spaces, as they are in the CSV files."""
    words: Sequence[Any] = value if isinstance(value, list) else [value]
    return " ".join(str(word).lower() if isinstance(word, bool) else str(word) for word in words)


def breach(row: SeedRow, what: str) -> Breach:
    """Return the breach of a rule by `row`."""
    return Breach(row.file, row.line, what)


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
    yield _part("substances", text.substances, *text.names.values(), text.forms, text.codes, text.constituents)
    for rules in text.class_rules:
        for row in rules.rows:
            yield part_of(f"class_rules/{row.key}", {RuleRow: [row]})
    yield _part("relatives", text.families, text.members, text.masks)
    for listing in text.lists:
        yield _part(listing.origin, listing.events, listing.conditions, listing.head, listing.obligations)


def _part(origin: str, *tables: SeedTable[Any]) -> SeedPart:
    rows: defaultdict[type[SeedRow], list[SeedRow]] = defaultdict(list)
    for table in tables:
        rows[table.kind] += table.rows
    return part_of(origin, rows)


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
