"""The whole law as text: every file under the seeds, in typed rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    SubstanceRow,
)
from watchlist.engine.law.text.tables import AnyRow, SeedTable, name_of, read_csv, read_rule_folder, read_toml


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
    """The whole law as text; `instruments` by the jurisdiction that the file is named after."""

    jurisdictions: SeedTable[JurisdictionRow]
    memberships: SeedTable[MembershipRow]
    destination_tables: SeedTable[DestinationTableRow]
    destinations: SeedTable[DestinationRow]
    authorities: SeedTable[AuthorityRow]
    substances: SeedTable[SubstanceRow]
    names: SeedTable[NameRow]
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
        yield self.jurisdictions
        yield self.memberships
        yield self.destination_tables
        yield self.destinations
        yield self.authorities
        yield from self.instruments.values()
        yield self.substances
        yield self.names
        yield self.forms
        yield self.codes
        yield self.constituents
        yield from self.class_rules
        yield self.families
        yield self.members
        yield self.reagents
        yield self.masks
        for text in self.lists:
            yield text.head
            yield text.obligations
            yield text.events
            yield text.conditions

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
        destination_tables=_read_optional(directory, destinations / "tables.csv", DestinationTableRow),
        destinations=_read_optional(directory, destinations / "countries.csv", DestinationRow),
        authorities=read_csv(directory, directory / "authorities.csv", AuthorityRow),
        substances=read_csv(directory, substances / "substances.csv", SubstanceRow),
        names=read_csv(directory, substances / "names.csv", NameRow),
        forms=read_csv(directory, substances / "forms.csv", FormRow),
        codes=read_csv(directory, substances / "codes.csv", CodeRow),
        constituents=_read_optional(directory, substances / "constituents.csv", ConstituentRow),
        instruments={path.stem: read_csv(directory, path, InstrumentRow) for path in sorted(instruments.glob("*.csv"))},
        class_rules=tuple(read_rule_folder(directory, path) for path in _folders(directory / "class_rules", "*")),
        families=_read_optional(directory, directory / "relatives" / "families.csv", FamilyRow),
        members=_read_optional(directory, directory / "relatives" / "members.csv", MemberRow),
        reagents=_read_optional(directory, directory / "relatives" / "reagents.csv", ReagentRow),
        masks=_read_optional(directory, directory / "relatives" / "masks.csv", MaskRow),
        lists=tuple(_read_list(directory, path) for path in _folders(directory / "lists", "*/*")),
    )


def _folders(within: Path, pattern: str) -> list[Path]:
    return [path for path in sorted(within.glob(pattern)) if path.is_dir()]


def _read_list(directory: Path, folder: Path) -> ListText:
    head, obligations = read_toml(directory, folder / "list.toml")
    return ListText(
        origin=folder.relative_to(directory).as_posix(),
        head=head,
        obligations=obligations,
        events=read_csv(directory, folder / "events.csv", EventRow),
        conditions=_read_optional(directory, folder / "conditions.csv", ConditionRow),
    )


def _read_optional(directory: Path, path: Path, kind: type[AnyRow]) -> SeedTable[AnyRow]:
    """Return the table of a file that may be missing: then it is empty."""
    return (
        read_csv(directory, path, kind) if path.exists() else SeedTable(kind, name_of(directory, path), kind.columns())
    )
