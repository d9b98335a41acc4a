"""The verbs for what structures are read by (class, family, mask), and for where law holds and to where it looks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from chemistry import StructureError
from chemistry.class_rules import RuleError, read_rule
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.definitions import ClassRule, Destination, DestinationTable, Family, Mask, Membership
from watchlist.law_store.models import Jurisdiction
from watchlist.law_store.registry import get_row, set_current, set_current_rows
from watchlist.substances import Substance


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A class rule as the curators wrote it: `text` (TOML) and `members` (CSV)."""

    key: str
    title: str
    text: str
    members: str = ""


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """The row of `Family`, without its times."""

    key: str
    title: str
    members: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaskFacts:
    """The row of `Mask`, without its times."""

    key: str
    title: str
    pattern: str
    published_on: date
    citation: str
    confidence: str
    tail: str = ""
    reshapes: bool = False
    listed: str = ""
    masked: str = ""
    source: str = ""
    note: str = ""


@transaction.atomic
def define(*, facts: RuleFacts, actor: str, reason: str) -> ClassRule:
    """Set the facts of a class from now on, and return its current row.

    Raises `CorrectTheData` where the text is no rule.
    """
    try:
        read_rule(facts.text, facts.key)
    except RuleError as error:
        raise CorrectTheData(str(error)) from error
    values = asdict(facts) | {"sha256": hashlib.sha256(facts.text.encode()).hexdigest()}
    return set_current(ClassRule, values, asdict(facts), "rule", actor=actor, reason=reason)


@transaction.atomic
def group(*, facts: FamilyFacts, actor: str, reason: str) -> Family:
    """Set the members of a family from now on, and return its current row."""
    for key in facts.members.split():
        get_row(Substance, key)
    return set_current(Family, asdict(facts), asdict(facts), "family", actor=actor, reason=reason)


@transaction.atomic
def name_mask(*, facts: MaskFacts, actor: str, reason: str) -> Mask:
    """Set the facts of a mask from now on, and return its current row.

    Raises `CorrectTheData` where its pattern cannot be read.
    """
    from chemistry.analogues import MaskSet  # noqa: PLC0415 - with it comes numpy: who reads the law needs none

    try:
        MaskSet([Mask(**asdict(facts)).as_pattern()])
    except StructureError as error:
        raise CorrectTheData(error.detail) from error
    return set_current(Mask, asdict(facts), asdict(facts), "mask", actor=actor, reason=reason)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A country on [since, until); None is not known, or not ended."""

    country: str
    since: date | None
    until: date | None
    confidence: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableFacts:
    """The row of `DestinationTable`, without its times."""

    key: str
    title: str
    citation: str
    complete: bool
    confidence: str
    source: str = ""
    note: str = ""


@transaction.atomic
def admit(*, jurisdiction: str, members: Sequence[PlaceFacts], actor: str, reason: str) -> list[Membership]:
    """Set the countries in which the law of a jurisdiction holds, and return its current rows."""
    owner = get_row(Jurisdiction, jurisdiction)
    return set_current_rows(
        Membership,
        {"jurisdiction": owner},
        [asdict(member) for member in members],
        event=("admit", "jurisdiction", jurisdiction, "members"),
        actor=actor,
        reason=reason,
    )


@transaction.atomic
def tabulate(*, facts: TableFacts, places: Sequence[PlaceFacts], actor: str, reason: str) -> list[Destination]:
    """Set the countries of a table of destinations, and return its current rows."""
    set_current(DestinationTable, asdict(facts), asdict(facts), "destinations", actor=actor, reason=reason)
    return set_current_rows(
        Destination,
        {"table": facts.key},
        [asdict(place) for place in places],
        event=("tabulate", "destinations", facts.key, "places"),
        actor=actor,
        reason=reason,
    )
