"""The rows of the seed files: text as it was written, with the file and the line where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRow:
    """One row. Two rows are equal where their cells are, wherever they stand."""

    in_order: ClassVar[bool] = False
    """Whether the order of the rows in the file is part of what they say."""

    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @classmethod
    @cache
    def columns(cls) -> tuple[str, ...]:
        """Return the names of the columns, in the order of the file."""
        return tuple(column.name for column in fields(cls) if column.compare)

    @classmethod
    def read(cls, cells: Mapping[str, str], file: str = "", line: int = 0) -> Self:
        """Return the row of these cells; a column that is not there is empty, one that is not known is passed over."""
        values = {column: cells.get(column, "").strip() for column in cls.columns()}
        return cls(file=file, line=line, **values)

    def cells(self) -> dict[str, str]:
        """Return the cells that are not empty."""
        return {column: value for column in self.columns() if (value := str(getattr(self, column)))}


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionRow(SeedRow):
    """A row of `jurisdictions.csv`."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRow(SeedRow):
    """A row of `memberships.csv`: the days on which the law of a jurisdiction holds in a country."""

    jurisdiction: str
    country: str
    since: str
    until: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationTableRow(SeedRow):
    """A row of `destinations/tables.csv`: a table of destinations that a law keeps."""

    key: str
    title: str
    citation: str
    complete: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationRow(SeedRow):
    """A row of `destinations/countries.csv`: the days on which a country stands in a table."""

    table: str
    country: str
    since: str
    until: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRow(SeedRow):
    """A row of `authorities.csv`."""

    key: str
    jurisdiction: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow(SeedRow):
    """A row of `instruments/<JUR>.csv`."""

    key: str
    authority: str
    kind: str
    title: str
    citation: str
    adopted_on: str
    published_on: str
    url: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceRow(SeedRow):
    """A row of `substances/substances.csv`."""

    key: str
    name: str
    kind: str
    systematic_name: str
    smiles: str
    inchikey: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow(SeedRow):
    """A row of `substances/names/<language>.csv`; one that is `unverified` has no source and is read as a guess."""

    substance: str
    text: str
    language: str
    kind: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow(SeedRow):
    """A row of `substances/forms.csv`: one CAS number, and the form of the substance that it stands for."""

    substance: str
    cas: str
    form: str
    form_kind: str
    smiles: str
    inchikey: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow(SeedRow):
    """A row of `substances/codes.csv`: a customs code, or the UN number under which the substance is carried."""

    substance: str
    scheme: str
    value: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstituentRow(SeedRow):
    """A row of `substances/constituents.csv`: what a material contains, in per cent by weight."""

    material: str
    contains: str
    product_form: str
    share_from: str
    share_to: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow(SeedRow):
    """A folder of `class_rules/`: `text` is its `rule.toml`, `members` its `members.csv`, each as written."""

    key: str
    title: str
    text: str
    members: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow(SeedRow):
    """A row of `relatives/families.csv`."""

    key: str
    title: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow(SeedRow):
    """A row of `relatives/members.csv`: a substance in its family, as a precursor or as the end product."""

    family: str
    substance: str
    subfamily: str
    role: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReagentRow(SeedRow):
    """A row of `relatives/reagents.csv`: what is listed as a solvent or a reagent, so that nothing resembles it."""

    substance: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskRow(SeedRow):
    """A row of `relatives/masks.csv`: a group left out in comparisons, and what shows it."""

    key: str
    title: str
    pattern: str
    tail: str
    reshapes: str
    published_on: str
    listed: str
    masked: str
    citation: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow(SeedRow):
    """The head of a `list.toml`, its table `manual_check` laid flat."""

    key: str
    title: str
    jurisdiction: str
    category: str
    branch: str
    tier: str
    binds: str
    operations: str
    countries: str
    destinations: str
    min_entries: str
    max_entries: str
    complete: str
    scope_note: str
    checked_by: str
    checked_on: str
    check_next: str
    stale_after_days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRow(SeedRow):
    """One `[[obligations]]` of a `list.toml`, its table `clock` laid flat; an answer names the first one first."""

    in_order: ClassVar[bool] = True

    operations: str
    destinations: str
    action: str
    text: str
    citation: str
    confidence: str
    since: str
    until: str
    clock_when: str
    clock_event: str
    clock_length: str
    clock_unit: str
    clock_citation: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow(SeedRow):
    """A row of `events.csv`: one event of the law in the life of one entry. `entry` is the substance's key."""

    id: str
    entry: str
    event: str
    on: str
    precision: str
    date_confidence: str
    decided_on: str
    published_on: str
    instrument: str
    citation: str
    law_code: str
    code_confidence: str
    printed_name: str
    wording: str
    reach: str
    excepts: str
    rule: str
    confidence: str
    source: str
    note: str
    withdrawn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow(SeedRow):
    """A row of `conditions.csv`: what an event makes depend on quantity, strength or product."""

    id: str
    event: str
    kind: str
    effect: str
    required: str
    operations: str
    limit: str
    unit: str
    period: str
    basis: str
    confidence: str
    citation: str
    source: str
    note: str
