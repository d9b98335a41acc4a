"""The law as one immutable value: everything known at one tick of the law clock, indexed for screening.

Date, route and jurisdiction filter findings, not the index: one `CompiledLaw` answers for every day. A new tick
makes a new value, so nothing is ever invalidated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from chemistry import Reference, ReferenceData
from chemistry.analogues import Mask, RelativeReference, RelativeSet
from chemistry.class_rules import RuleDefinition
from watchlist.engine.law.duties import CompiledDestinations, CompiledObligation, CompiledPlace
from watchlist.engine.law.facts import ConditionFacts, overlaps
from watchlist.engine.law.grouping import grouped
from watchlist.engine.law.reach import DERIVATIVES, forms_reached

WHOLE: Final = Decimal(100)
NOTHING: Final = Decimal(0)

Territory = tuple[str | None, frozenset[str]]
"""A jurisdiction (None: no state's), and the countries of it in which a list holds, where it does not in all."""


@dataclass(frozen=True, slots=True)
class CompiledConstituent:
    """A substance within a material: `low` to `high` per cent by weight, None where neither bound is known."""

    contains: str
    product_form: str
    low: Decimal | None
    high: Decimal | None
    confidence: str
    source: str

    @property
    def words(self) -> str:
        """Return the share as a line would declare it, "80 to 95 %"; empty where nothing is known of it."""
        return _words(self.low, self.high)


@dataclass(frozen=True, slots=True)
class CompiledList:
    """A list as the coverage of an answer names it.

    `sha256` is that of its canonical JSON lines; with `entries` and `confirmed_share` it is what its periods make.
    """

    key: str
    title: str
    jurisdiction: str | None
    category: str
    branch: str
    tier: str
    binds: str
    operations: frozenset[str]
    countries: frozenset[str]
    destinations: CompiledDestinations | None
    obligations: tuple[CompiledObligation, ...]
    checked_on: date
    stale_after_days: int
    edition: str
    complete: bool
    sha256: str = ""
    entries: int = 0
    confirmed_share: float = 0.0

    @property
    def territory(self) -> Territory:
        """Return where the list holds: lists of one territory are asked on the same days."""
        return self.jurisdiction, self.countries

    def is_stale(self, today: date) -> bool:
        """Say whether a person last checked the list longer ago than it allows."""
        return (today - self.checked_on).days > self.stale_after_days


@dataclass(frozen=True, slots=True)
class CompiledInstrument:
    """A legal act as an answer cites it."""

    key: str
    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class CompiledScheduling:
    """One period of one entry, with all that a finding says of it. Dates are half-open; None is unknown or open."""

    list: CompiledList
    entry: str
    substance: str
    event: str
    printed_name: str
    wording: str
    reach: frozenset[str]
    excepts: frozenset[str]
    rule: str
    valid_from: date | None
    date_precision: str
    date_confidence: str
    valid_until: date | None
    published_on: date | None
    confidence: str
    instrument: CompiledInstrument
    conditions: tuple[ConditionFacts, ...]
    event_kind: str = ""
    decided_on: date | None = None
    end_event: str = ""

    def in_force(self, first: date, last: date | None = None) -> bool:
        """Say whether it holds on `first`, or on any day from `first` to `last`: an unknown start always holds."""
        return overlaps(self.valid_from, self.valid_until, first, last or first)

    def announced(self, first: date, horizon: date) -> bool:
        """Say whether it starts after `first` and by `horizon`, and the world could know of it on `first`."""
        starts_later = self.valid_from is not None and first < self.valid_from <= horizon
        return starts_later and (self.published_on is None or self.published_on <= first)

    def status(self, day: date) -> str:
        """Return its status on a day: law, announced, ended, or unpublished, as nobody could know of it then."""
        if self.in_force(day):
            return "law"
        if self.valid_until is not None and self.valid_until <= day:
            return "ended"
        return "announced" if self.announced(day, date.max) else "unpublished"


@dataclass(frozen=True, slots=True)
class CompiledSubstance:
    """A substance as an answer names it; `smiles` and `inchikey` are empty for what has no single structure."""

    key: str
    name: str
    kind: str
    smiles: str
    inchikey: str


@dataclass(frozen=True, slots=True)
class CompiledClassRule:
    """A class as structure, in the version by which an answer names it."""

    rule: RuleDefinition
    version: str


@dataclass(frozen=True, slots=True)
class CompiledMask:
    """A group left out when structures are compared, and since when the world could know it."""

    pattern: Mask
    published_on: date


@dataclass(frozen=True, slots=True)
class NumberTarget:
    """What a CAS number stands for: one form of one substance; `smiles` draws that form, where it is known."""

    substance: str
    form: str
    form_kind: str
    smiles: str
    confidence: str


@dataclass(frozen=True, slots=True)
class NameTarget:
    """What a name stands for; `is_unverified`: no source confirms it, so that it is a guess wherever it is read."""

    substance: str
    text: str
    kind: str
    is_unverified: bool = False
    language: str = ""

    def __reduce__(self) -> tuple[type[NameTarget], tuple[str, str, str, bool, str]]:
        # There are tens of thousands: made by their class they are unpickled twice as fast as field by field.
        return NameTarget, (self.substance, self.text, self.kind, self.is_unverified, self.language)


@dataclass(frozen=True, eq=False)
class CompiledLaw:
    """Everything known at `known_at`; a law is equal to itself only. `family_of`: substance to the title of its family.

    `members`: where the law of each jurisdiction holds. `codes`: scheme (of codes.csv) and digits to the
    substances that bear the code, or bore it in an earlier version. `constituents`: what materials contain. Indexes map
    to tuples; a missing key: nothing held.
    """

    known_at: datetime
    members: Mapping[str, tuple[CompiledPlace, ...]]
    lists: Mapping[str, CompiledList]
    schedulings: Mapping[str, tuple[CompiledScheduling, ...]]
    substances: Mapping[str, CompiledSubstance]
    names: Mapping[str, tuple[NameTarget, ...]]
    numbers: Mapping[str, tuple[NumberTarget, ...]]
    inchikeys: Mapping[str, tuple[str, ...]]
    codes: Mapping[tuple[str, str], tuple[str, ...]]
    constituents: Mapping[str, tuple[CompiledConstituent, ...]]
    rules: Mapping[str, CompiledClassRule]
    family_of: Mapping[str, str]
    masks: Mapping[str, CompiledMask]

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields alone: what is computed from them is computed anew after unpickling."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def countries(self, jurisdiction: str | None, first: date, last: date) -> tuple[str, ...]:
        """Return the countries in which a jurisdiction's law holds on any day from `first` to `last`."""
        places = self.members.get(jurisdiction or "", ())
        return tuple(dict.fromkeys(place.country for place in places if place.holds(first, last)))

    def countries_of(self, control_list: CompiledList, first: date, last: date) -> tuple[str, ...]:
        """Return the countries in which a list holds: a list of Great Britain does not in Northern Ireland."""
        countries = self.countries(control_list.jurisdiction, first, last)
        return tuple(
            country for country in countries if not control_list.countries or country in control_list.countries
        )

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """Return every day on which a listing begins or ends, or a mask is known, in order: between two, law stands."""
        rows = [row for rows in self.schedulings.values() for row in rows]
        days = {day for row in rows for day in (row.valid_from, row.valid_until) if day}
        return tuple(sorted(days | {mask.published_on for mask in self.masks.values()}))

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[CompiledScheduling, ...]]:
        """Return the schedulings whose words are read by each class rule."""
        return grouped((row.rule, row) for rows in self.schedulings.values() for row in rows if row.rule)

    @cached_property
    def reference_data(self) -> ReferenceData:
        """Return what declared structures are compared with: substances, each with the derivatives that a law names,
        and classes.

        A derivative is looked for where any law held reaches it for that substance, and an ester of every acid of a
        family: so that a law which does not reach it says so (`near_boundary`) instead of being silent. Of an acid of
        many uses, acetic acid, half of chemistry is an ester.
        """
        references = (
            Reference(substance.key, substance.smiles, self._derivatives(substance.key))
            for substance in self.substances.values()
            if substance.smiles
        )
        return ReferenceData(
            references=tuple(references),
            rules=tuple(compiled.rule for compiled in self.rules.values()),
            relatives=tuple(
                RelativeReference(key, self.substances[key].smiles, family)
                for key, family in self.family_of.items()
                if key in self.schedulings and self.substances[key].smiles
            ),
            masks=tuple(mask.pattern for mask in self.masks.values()),
        )

    @cached_property
    def relatives(self) -> RelativeSet:
        """Return what similarity is measured to on a day; whole structures are compared with `reference_data`."""
        return RelativeSet(self.reference_data.relatives, self.reference_data.masks)

    def _derivatives(self, substance: str) -> frozenset[str]:
        rows = self.schedulings.get(substance, ())
        if not rows:
            return frozenset()
        looked_for = {"ester"} if substance in self.family_of else set()
        return frozenset(looked_for).union(*(forms_reached(row.reach) for row in rows)) & DERIVATIVES


def share_words(low: str, high: str) -> str:
    """Return a share as it stands in a row, in words."""
    return _words(read_share(low), read_share(high))


def _words(low: Decimal | None, high: Decimal | None) -> str:
    if low is None and high is None:
        return ""
    low, high = (NOTHING if low is None else low), (WHOLE if high is None else high)
    return f"{low:f} %" if low == high else f"{low:f} to {high:f} %"


def read_share(written: str) -> Decimal | None:
    """Return a share as it stands in a row; None for an empty one."""
    return Decimal(written) if written else None
