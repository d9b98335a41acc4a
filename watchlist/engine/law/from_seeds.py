"""The law from the text of the seeds, without a database: what one that loads this text, and nothing else, compiles to.

The text obeys the rules of curation (`check_seeds`): of one that breaks them the law means nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from chemistry.analogues import Mask
from watchlist.engine.errors import Refusal
from watchlist.engine.law.compiled import (
    CompiledClassRule,
    CompiledConstituent,
    CompiledInstrument,
    CompiledLaw,
    CompiledList,
    CompiledMask,
    CompiledSubstance,
    NameTarget,
    NumberTarget,
    read_share,
)
from watchlist.engine.law.compiling import FamilyMembers, LawFacts, compile_law, compiled_rule
from watchlist.engine.law.duties import Clock, CompiledDestinations, CompiledObligation, CompiledPlace
from watchlist.engine.law.facts import ListedPeriod
from watchlist.engine.law.grouping import grouped
from watchlist.engine.law.text import rows
from watchlist.engine.law.text.periods import day_of, periods_of
from watchlist.engine.law.text.text import (
    SeedPart,
    SeedText,
    conditions_by_event,
    events_by_entry,
    parts_of,
    read_seeds,
)


class SeedsUnreadable(Refusal, ValueError):
    """A file of the seeds is missing, or is not what its name says."""


def read_law(folder: Path, *, known_at: datetime | None = None) -> CompiledLaw:
    """Return the law that the seeds under `folder` say, as known at an instant (now, if none): that of the reading.

    Raises `SeedsUnreadable` where a file cannot be read.
    """
    return law_of(read_seeds(folder), known_at=known_at or datetime.now(UTC))


def law_of(text: SeedText, *, known_at: datetime) -> CompiledLaw:
    """Return the law that a text says, as known at the instant at which it was read: a text has no clock of its own.

    Raises `SeedsUnreadable` where a file of it could not be read.
    """
    for table in text.tables():
        if table.fault:
            raise SeedsUnreadable(f"{table.file} {table.fault}")
    # By way of the parts, as a load goes: the order in which their rows are written is that in which a database
    # numbers its own, and the hash of a part is the edition that an answer names.
    parts = grouped((part.folder, part) for part in parts_of(text))
    (substances,), (relatives,) = parts["substances"], parts["relatives"]
    tables = _destinations(*parts["destinations"])
    return compile_law(
        LawFacts(
            known_at=known_at,
            members=_members(*parts["jurisdictions"], *parts["memberships"]),
            lists=[_list(part, tables) for part in parts.get("lists", ())],
            periods=(period for part in parts.get("lists", ()) for period in _periods(part)),
            instruments={
                row.key: CompiledInstrument(row.key, row.citation, row.url)
                for part in parts.get("instruments", ())
                for row in part.rows(rows.InstrumentRow)
            },
            substances=map(_substance, substances.rows(rows.SubstanceRow)),
            names=map(_name, substances.rows(rows.NameRow)),
            numbers=((row.cas, _number(row)) for row in substances.rows(rows.FormRow)),
            codes=((row.scheme, row.value, row.substance) for row in substances.rows(rows.CodeRow)),
            constituents=((row.material, _constituent(row)) for row in substances.rows(rows.ConstituentRow)),
            rules={row.key: _rule(row) for part in parts.get("class_rules", ()) for row in part.rows(rows.RuleRow)},
            families=_families(relatives),
            masks=map(_mask, relatives.rows(rows.MaskRow)),
        )
    )


def _members(jurisdictions: SeedPart, memberships: SeedPart) -> dict[str, tuple[CompiledPlace, ...]]:
    places = grouped((row.jurisdiction, _place(row)) for row in memberships.rows(rows.MembershipRow))
    return {row.key: places.get(row.key, ()) for row in jurisdictions.rows(rows.JurisdictionRow)}


def _destinations(part: SeedPart) -> dict[str, CompiledDestinations]:
    places = grouped((row.table, _place(row)) for row in part.rows(rows.DestinationRow))
    return {
        row.key: CompiledDestinations(row.title, row.complete == "yes", places.get(row.key, ()))
        for row in part.rows(rows.DestinationTableRow)
    }


def _place(row: rows.MembershipRow | rows.DestinationRow) -> CompiledPlace:
    return CompiledPlace(row.country, day_of(row.since), day_of(row.until))


def _list(part: SeedPart, tables: Mapping[str, CompiledDestinations]) -> CompiledList:
    (head,) = part.rows(rows.ListRow)
    return CompiledList(
        key=head.key,
        title=head.title,
        jurisdiction=head.jurisdiction or None,
        category=head.category,
        branch=head.branch,
        tier=head.tier,
        binds=head.binds,
        operations=frozenset(head.operations.split()),
        countries=frozenset(head.countries.split()),
        destinations=tables.get(head.destinations),
        obligations=tuple(_obligation(row, tables) for row in part.rows(rows.ObligationRow)),
        checked_on=date.fromisoformat(head.checked_on),
        stale_after_days=int(head.stale_after_days),
        edition=part.sha256[:12],
        complete=part.is_complete,
    )


def _obligation(row: rows.ObligationRow, tables: Mapping[str, CompiledDestinations]) -> CompiledObligation:
    clock = None
    if row.clock_length:
        citation = row.clock_citation or row.citation
        clock = Clock(row.clock_when, row.clock_event, int(row.clock_length), row.clock_unit, citation)
    return CompiledObligation(
        frozenset(row.operations.split()),
        row.action,
        row.text,
        row.citation,
        row.confidence,
        tables.get(row.destinations),
        day_of(row.since),
        day_of(row.until),
        clock,
    )


def _periods(part: SeedPart) -> Iterator[ListedPeriod]:
    """Yield the periods of a list; an entry has the key under which a database holds it."""
    (head,) = part.rows(rows.ListRow)
    conditions = conditions_by_event(part)
    for substance, events in events_by_entry(part).items():
        for facts in periods_of(events, conditions):
            yield ListedPeriod(head.key, f"{head.key}/{substance}", substance, facts)


def _name(row: rows.NameRow) -> NameTarget:
    return NameTarget(row.substance, row.text, row.kind, row.confidence == "unverified", row.language)


def _substance(row: rows.SubstanceRow) -> CompiledSubstance:
    return CompiledSubstance(row.key, row.name, row.kind, row.smiles, row.inchikey)


def _number(row: rows.FormRow) -> NumberTarget:
    return NumberTarget(row.substance, row.form, row.form_kind, row.smiles, row.confidence)


def _constituent(row: rows.ConstituentRow) -> CompiledConstituent:
    low, high = read_share(row.share_from), read_share(row.share_to)
    return CompiledConstituent(row.contains, row.product_form, low, high, row.confidence, row.source)


def _rule(row: rows.RuleRow) -> CompiledClassRule:
    return compiled_rule(row.key, row.text, hashlib.sha256(row.text.encode()).hexdigest()[:12])


def _families(part: SeedPart) -> list[FamilyMembers]:
    members = grouped((row.family, row.substance) for row in part.rows(rows.MemberRow))
    families = part.rows(rows.FamilyRow)
    return [FamilyMembers(row.key, row.title, tuple(sorted(members.get(row.key, ())))) for row in families]


def _mask(row: rows.MaskRow) -> CompiledMask:
    pattern = Mask(row.key, row.title, row.pattern, row.tail, row.reshapes == "yes")
    return CompiledMask(pattern, date.fromisoformat(row.published_on))
