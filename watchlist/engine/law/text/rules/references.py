"""Rules about what a row refers to by name: it exists, exists once, and stands there for somebody to name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from chemistry import normalise_name
from watchlist.engine.law.text import rows
from watchlist.engine.law.text.periods import ENDS
from watchlist.engine.law.text.rules.classes import readable_rules
from watchlist.engine.law.text.text import Breach, SeedText, breach

# What may cite an act in its own words: "21 U.S.C. 971(a)" cites 21 U.S.C. 971.
CITING: tuple[type[rows.SeedRow], ...] = (
    rows.ListRow,
    rows.ObligationRow,
    rows.EventRow,
    rows.InstrumentRow,
    rows.DestinationTableRow,
    rows.MembershipRow,
)

# What makes a row of each kind the one it is.
IDENTITY: dict[type[rows.SeedRow], Callable[[Any], tuple[str, ...]]] = {
    rows.JurisdictionRow: lambda row: (row.key,),
    rows.MembershipRow: lambda row: (row.jurisdiction, row.country, row.since),
    rows.DestinationTableRow: lambda row: (row.key,),
    rows.DestinationRow: lambda row: (row.table, row.country, row.since),
    rows.AuthorityRow: lambda row: (row.key,),
    rows.InstrumentRow: lambda row: (row.key,),
    rows.SubstanceRow: lambda row: (row.key,),
    rows.NameRow: lambda row: (row.substance, row.text, row.language),
    rows.FormRow: lambda row: (row.substance, row.cas),
    rows.CodeRow: lambda row: (row.substance, row.scheme, row.value),
    rows.ConstituentRow: lambda row: (row.material, row.contains),
    rows.RuleRow: lambda row: (row.key,),
    rows.FamilyRow: lambda row: (row.key,),
    rows.MemberRow: lambda row: (row.substance,),
    rows.ReagentRow: lambda row: (row.substance,),
    rows.MaskRow: lambda row: (row.key,),
    rows.ListRow: lambda row: (row.key,),
    rows.EventRow: lambda row: (row.id,),
    rows.ConditionRow: lambda row: (row.id,),
}
# Column of a row, and the kind of row whose key it is.
REFERENCES: list[tuple[type[rows.SeedRow], str, type[Any]]] = [
    (rows.AuthorityRow, "jurisdiction", rows.JurisdictionRow),
    (rows.MembershipRow, "jurisdiction", rows.JurisdictionRow),
    (rows.DestinationRow, "table", rows.DestinationTableRow),
    (rows.ListRow, "destinations", rows.DestinationTableRow),
    (rows.ObligationRow, "destinations", rows.DestinationTableRow),
    (rows.InstrumentRow, "authority", rows.AuthorityRow),
    (rows.NameRow, "substance", rows.SubstanceRow),
    (rows.FormRow, "substance", rows.SubstanceRow),
    (rows.CodeRow, "substance", rows.SubstanceRow),
    (rows.ConstituentRow, "material", rows.SubstanceRow),
    (rows.ConstituentRow, "contains", rows.SubstanceRow),
    (rows.ListRow, "jurisdiction", rows.JurisdictionRow),
    (rows.EventRow, "entry", rows.SubstanceRow),
    (rows.EventRow, "instrument", rows.InstrumentRow),
    (rows.EventRow, "rule", rows.RuleRow),
    (rows.MemberRow, "family", rows.FamilyRow),
    (rows.MemberRow, "substance", rows.SubstanceRow),
    (rows.ReagentRow, "substance", rows.SubstanceRow),
    (rows.MaskRow, "listed", rows.SubstanceRow),
    (rows.MaskRow, "masked", rows.SubstanceRow),
]


def rows_are_unique(text: SeedText) -> Iterator[Breach]:
    """No id, key, name, number or code of a substance stands twice."""
    for kind, identity in IDENTITY.items():
        seen: dict[tuple[str, ...], rows.SeedRow] = {}
        for row in text.rows(kind):
            first = seen.setdefault(identity(row), row)
            if first is not row:
                yield breach(row, f"{' '.join(identity(row))!r} stands already at {first.file}:{first.line}")


def references_are_held(text: SeedText) -> Iterator[Breach]:
    """Every substance, instrument, authority and jurisdiction that is named is held."""
    for kind, column, target in REFERENCES:
        keys = {row.key for row in text.rows(target)}
        for row in text.rows(kind):
            if (key := getattr(row, column)) and key not in keys:
                yield breach(row, f"{column} {key!r} is not held")


def what_a_listing_excepts_is_held(text: SeedText) -> Iterator[Breach]:
    """The substances that the words of a listing leave out are held, and are other ones."""
    substances = {row.key for row in text.rows(rows.SubstanceRow)}
    for event in text.rows(rows.EventRow):
        for key in event.excepts.split():
            if key not in substances or key == event.entry:
                yield breach(event, f"excepts {key!r} is not held, or is the entry itself")


def an_instrument_stands_with_its_jurisdiction(text: SeedText) -> Iterator[Breach]:
    """`instruments/<JUR>.csv` holds the acts of the authorities of that jurisdiction."""
    jurisdiction = {row.key: row.jurisdiction for row in text.rows(rows.AuthorityRow)}
    for name, table in text.instruments.items():
        for row in table.rows:
            if (owner := jurisdiction.get(row.authority, name)) != name:
                yield breach(row, f"authority {row.authority!r} is of {owner}")


def a_name_stands_with_its_language(text: SeedText) -> Iterator[Breach]:
    """`substances/names/<language>.csv` holds the names in that language."""
    for language, table in text.names.items():
        for row in table.rows:
            if row.language != language:
                yield breach(row, f"language {row.language!r} is not that of its file")


def a_name_says_who_confirms_it(text: SeedText) -> Iterator[Breach]:
    """A name has the source that confirms it, or is `unverified`."""
    for row in text.rows(rows.NameRow):
        if bool(row.source) == (row.confidence == "unverified"):
            yield breach(row, f"name {row.text!r} is {row.confidence} {'with' if row.source else 'without'} a source")


def a_list_stands_in_its_folder(text: SeedText) -> Iterator[Breach]:
    """A list stands in the folder of its key, in that of its jurisdiction; ids of events begin with list and entry."""
    for list_text in text.lists:
        _, folder, _ = list_text.origin.split("/")
        for head in list_text.head.rows:
            if head.key != list_text.key:
                yield breach(head, f"key {head.key!r} is not that of its folder")
            if head.jurisdiction and head.jurisdiction.lower() != folder:
                yield breach(head, f"jurisdiction {head.jurisdiction!r} is not that of its folder")
        for event in list_text.events.rows:
            if not event.id.startswith(f"{list_text.key}/{event.entry}/"):
                yield breach(event, f"id {event.id!r} does not begin with {list_text.key}/{event.entry}/")


def a_condition_hangs_on_a_listing(text: SeedText) -> Iterator[Breach]:
    """The event of a condition is of the same list, and puts or keeps an entry on it."""
    for list_text in text.lists:
        listings = {event.id for event in list_text.events.rows if event.event not in ENDS}
        for condition in list_text.conditions.rows:
            if condition.event not in listings:
                yield breach(condition, f"event {condition.event!r} is no listing of {list_text.key}")


def a_printed_name_is_a_name(text: SeedText) -> Iterator[Breach]:
    """The name that a law prints leads, through `names/`, to the substance of the entry."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row in text.rows(rows.NameRow):
        names[row.substance].add(normalise_name(row.text))
    for event in text.rows(rows.EventRow):
        if event.printed_name and normalise_name(event.printed_name) not in names[event.entry]:
            yield breach(event, f"printed_name {event.printed_name!r} is no name of {event.entry}")


def an_act_is_cited(text: SeedText) -> Iterator[Breach]:
    """An instrument is named by an event or a class rule, or its citation or title is quoted by another row."""
    named = {event.instrument for event in text.rows(rows.EventRow)} | {
        rule.instrument for _, rule in readable_rules(text)
    }
    quoted = [(row, " ".join(row.cells().values())) for kind in CITING for row in text.rows(kind)]
    for act in text.rows(rows.InstrumentRow):
        names = [name.split(" (")[0] for name in (act.citation, act.title) if name]
        is_quoted = any(name in words for row, words in quoted if row is not act for name in names)
        if act.key not in named and not is_quoted:
            yield breach(act, f"no event, rule or obligation cites {act.key}")


def an_authority_is_used(text: SeedText) -> Iterator[Breach]:
    """An authority made an instrument that is held."""
    used = {act.authority for act in text.rows(rows.InstrumentRow)}
    for row in text.rows(rows.AuthorityRow):
        if row.key not in used:
            yield breach(row, f"no instrument is of authority {row.key}")


def a_jurisdiction_is_used(text: SeedText) -> Iterator[Breach]:
    """A jurisdiction has an authority, or holds in a country."""
    users: tuple[type[Any], ...] = (rows.AuthorityRow, rows.MembershipRow, rows.ListRow)
    used = {row.jurisdiction for kind in users for row in text.rows(kind)}
    for row in text.rows(rows.JurisdictionRow):
        if row.key not in used:
            yield breach(row, f"no authority, membership or list is of {row.key}")


def a_table_of_destinations_is_used(text: SeedText) -> Iterator[Breach]:
    """A list or a duty looks at the destinations of a table, or the words of a list or a condition name it."""
    lookers: tuple[type[Any], ...] = (rows.ListRow, rows.ObligationRow)
    used = {row.destinations for kind in lookers for row in text.rows(kind)}
    texts = [row.scope_note for row in text.rows(rows.ListRow)]
    texts += [f"{row.required} {row.note}" for row in text.rows(rows.ConditionRow)]
    for row in text.rows(rows.DestinationTableRow):
        if row.key not in used and not any(row.key in words for words in texts):
            yield breach(row, f"no list and no obligation looks at table {row.key}")
