"""Rules about what stands for others to name: an act, an authority or a table of destinations that nobody names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chemistry.class_rules import RuleError, read_rule
from watchlist.engine.law.text.breaches import Breach, breach
from watchlist.engine.law.text.rows import (
    AuthorityRow,
    ConditionRow,
    DestinationTableRow,
    EventRow,
    InstrumentRow,
    JurisdictionRow,
    ListRow,
    MembershipRow,
    ObligationRow,
    RuleRow,
    SeedRow,
)
from watchlist.engine.law.text.text import SeedText

# What may cite an act in its own words: "21 U.S.C. 971(a)" cites 21 U.S.C. 971.
CITING: tuple[type[SeedRow], ...] = (
    ListRow,
    ObligationRow,
    EventRow,
    InstrumentRow,
    DestinationTableRow,
    MembershipRow,
)


def an_act_is_cited(text: SeedText) -> Iterator[Breach]:
    """An instrument is named by an event or a class rule, or its citation or title is quoted by another row."""
    named = {event.instrument for event in text.rows(EventRow)} | set(_acts_of_rules(text))
    quoted = [(row, " ".join(row.cells().values())) for kind in CITING for row in text.rows(kind)]
    for act in text.rows(InstrumentRow):
        names = [name.split(" (")[0] for name in (act.citation, act.title) if name]
        is_quoted = any(name in words for row, words in quoted if row is not act for name in names)
        if act.key not in named and not is_quoted:
            yield breach(act, f"no event, rule or obligation cites {act.key}")


def an_authority_is_used(text: SeedText) -> Iterator[Breach]:
    """An authority made an instrument that is held."""
    used = {act.authority for act in text.rows(InstrumentRow)}
    for row in text.rows(AuthorityRow):
        if row.key not in used:
            yield breach(row, f"no instrument is of authority {row.key}")


def a_jurisdiction_is_used(text: SeedText) -> Iterator[Breach]:
    """A jurisdiction has an authority, or holds in a country."""
    users: tuple[type[Any], ...] = (AuthorityRow, MembershipRow, ListRow)
    used = {row.jurisdiction for kind in users for row in text.rows(kind)}
    for row in text.rows(JurisdictionRow):
        if row.key not in used:
            yield breach(row, f"no authority, membership or list is of {row.key}")


def a_table_of_destinations_is_used(text: SeedText) -> Iterator[Breach]:
    """A list or a duty looks at the destinations of a table, or the words of a list or a condition name it."""
    lookers: tuple[type[Any], ...] = (ListRow, ObligationRow)
    used = {row.destinations for kind in lookers for row in text.rows(kind)}
    texts = [row.scope_note for row in text.rows(ListRow)]
    texts += [f"{row.required} {row.note}" for row in text.rows(ConditionRow)]
    for row in text.rows(DestinationTableRow):
        if row.key not in used and not any(row.key in words for words in texts):
            yield breach(row, f"no list and no obligation looks at table {row.key}")


def _acts_of_rules(text: SeedText) -> Iterator[str]:
    for row in text.rows(RuleRow):
        try:
            yield read_rule(row.text, row.file).instrument
        except RuleError:  # told by `class_rules_can_be_read`
            continue
