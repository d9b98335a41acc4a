"""Compile the law: rows as known at one tick, into one `CompiledLaw`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from watchlist.engine.law import (
    Clock,
    CompiledConstituent,
    CompiledDestinations,
    CompiledInstrument,
    CompiledLaw,
    CompiledList,
    CompiledMask,
    CompiledObligation,
    CompiledPlace,
    CompiledSubstance,
    FamilyMembers,
    LawFacts,
    NameTarget,
    NumberTarget,
    compile_law,
    compiled_rule,
    read_share,
)
from watchlist.law_store.defining import mask_facts
from watchlist.law_store.definitions import ClassRule, Destination, DestinationTable, Family, Mask, Membership
from watchlist.law_store.editions import editions_known_at
from watchlist.law_store.history import period_of, rows_known_at
from watchlist.law_store.models import ControlList, Edition, Instrument, Jurisdiction, Obligation
from watchlist.substances import Constituent, Description, Identifier, Name, Structure
from watchlist.temporal import last_tick


def law_known_at(known_at: datetime | None = None) -> CompiledLaw:
    """Return the law as known at the last tick of law not after `known_at` (now, if none): one query if compiled.

    Raises `CorrectTheQuestion` for a future instant and for one before the first record.
    """
    return _compile(last_tick(known_at, of_law=True))


def compiled_anew(tick: datetime) -> CompiledLaw:
    """Return the law at a tick without keeping it: at a tick that will not stay, because it is rolled back."""
    return _compile.__wrapped__(tick)


@lru_cache(maxsize=8)
def _compile(tick: datetime) -> CompiledLaw:
    facts = LawFacts(
        known_at=tick,
        members=_members(tick),
        lists=_lists(tick),
        periods=map(period_of, rows_known_at(tick)),
        instruments=_instruments(tick),
        substances=_substances(tick),
        names=_names(tick),
        numbers=_numbers(tick),
        codes=Identifier.objects.known_at(tick).exclude(scheme="cas").values_list("scheme", "value", "substance__key"),
        constituents=_constituents_known_at(tick),
        rules={row.key: compiled_rule(row.key, row.text, row.version) for row in ClassRule.objects.known_at(tick)},
        families=[
            FamilyMembers(row.key, row.title, tuple(row.members.split())) for row in Family.objects.known_at(tick)
        ],
        masks=[CompiledMask(mask_facts(row).as_pattern(), row.published_on) for row in Mask.objects.known_at(tick)],
    )
    return compile_law(facts)


def _lists(tick: datetime) -> Iterator[CompiledList]:
    tables, obligations, editions = _destinations(tick), _obligations(tick), editions_known_at(tick)
    for row in ControlList.objects.select_related("jurisdiction"):
        yield _list(row, obligations[row.pk], tables, editions.get(row.key))


def _list(
    control_list: ControlList,
    obligations: Iterable[Obligation],
    tables: Mapping[str, CompiledDestinations],
    edition: Edition | None,
) -> CompiledList:
    return CompiledList(
        key=control_list.key,
        title=control_list.title,
        jurisdiction=control_list.jurisdiction.key if control_list.jurisdiction else None,
        category=control_list.category,
        branch=control_list.branch,
        tier=control_list.tier,
        binds=control_list.binds,
        operations=frozenset(control_list.operations.split()),
        countries=frozenset(control_list.countries.split()),
        destinations=tables.get(control_list.destinations),
        obligations=tuple(_obligation(row, tables) for row in obligations),
        checked_on=control_list.checked_on,
        stale_after_days=control_list.stale_after_days,
        edition=edition.sha256[:12] if edition else "",
        complete=edition is None or edition.complete,
    )


def _obligations(tick: datetime) -> defaultdict[int, list[Obligation]]:
    """Return the duties of each list, by its primary key."""
    by_list: defaultdict[int, list[Obligation]] = defaultdict(list)
    for row in Obligation.objects.known_at(tick).order_by("pk"):
        by_list[row.control_list_id].append(row)
    return by_list


def _obligation(row: Obligation, tables: Mapping[str, CompiledDestinations]) -> CompiledObligation:
    clock = None
    if row.clock_length is not None:
        citation = row.clock_citation or row.citation
        clock = Clock(row.clock_when, row.clock_event, row.clock_length, row.clock_unit, citation)
    return CompiledObligation(
        frozenset(row.operations.split()),
        row.action,
        row.text,
        row.citation,
        row.confidence,
        tables.get(row.destinations),
        row.since,
        row.until,
        clock,
    )


def _members(tick: datetime) -> dict[str, list[CompiledPlace]]:
    places: dict[str, list[CompiledPlace]] = {key: [] for key in Jurisdiction.objects.values_list("key", flat=True)}
    rows = Membership.objects.known_at(tick).select_related("jurisdiction").order_by("pk")
    for row in rows:
        places[row.jurisdiction.key].append(CompiledPlace(row.country, row.since, row.until))
    return places


def _destinations(tick: datetime) -> dict[str, CompiledDestinations]:
    places: dict[str, list[CompiledPlace]] = defaultdict(list)
    for row in Destination.objects.known_at(tick).order_by("pk"):
        places[row.table].append(CompiledPlace(row.country, row.since, row.until))
    tables = DestinationTable.objects.known_at(tick)
    return {row.key: CompiledDestinations(row.title, row.complete, tuple(places[row.key])) for row in tables}


def _instruments(tick: datetime) -> dict[str, CompiledInstrument]:
    return {row.key: CompiledInstrument(row.key, row.citation, row.url) for row in Instrument.objects.known_at(tick)}


def _substances(tick: datetime) -> Iterator[CompiledSubstance]:
    structures = {row.substance_id: row for row in Structure.objects.known_at(tick)}
    for row in Description.objects.known_at(tick).select_related("substance"):
        structure = structures.get(row.substance_id)
        smiles, inchikey = (structure.smiles, structure.inchikey) if structure else ("", "")
        yield CompiledSubstance(row.substance.key, row.name, row.kind, smiles, inchikey)


def _names(tick: datetime) -> Iterator[NameTarget]:
    # Values and no rows: there are thousands of names, and a row takes longer to make than its name to read.
    rows = Name.objects.known_at(tick).order_by("pk").values_list("substance__key", "text", "kind")
    return (NameTarget(*row) for row in rows)


def _numbers(tick: datetime) -> Iterator[tuple[str, NumberTarget]]:
    columns = ("value", "substance__key", "form", "form_kind", "smiles", "confidence")
    rows = Identifier.objects.known_at(tick).filter(scheme="cas").order_by("pk").values_list(*columns)
    return ((number, NumberTarget(*row)) for number, *row in rows)


def _constituents_known_at(tick: datetime) -> Iterator[tuple[str, CompiledConstituent]]:
    """Yield each material, by its key, with one substance that it contains, in the order of their recording."""
    for row in Constituent.objects.known_at(tick).select_related("substance").order_by("pk"):
        low, high = read_share(row.share_from), read_share(row.share_to)
        yield (
            row.substance.key,
            CompiledConstituent(row.contains, row.product_form, low, high, row.confidence, row.source),
        )
