"""Compile the law: rows as known at one tick, into one `CompiledLaw`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from chemistry.class_rules.grammar import read_rule
from chemistry.class_rules.rule import Rule
from chemistry.nomenclature import normalise_name
from watchlist.scheduling.canonical import confirmed_share, rows_by_list, sha256_of
from watchlist.scheduling.compiled import (
    CompiledInstrument,
    CompiledLaw,
    CompiledList,
    CompiledMask,
    CompiledRule,
    CompiledScheduling,
    CompiledSubstance,
    NameTarget,
    NumberTarget,
)
from watchlist.scheduling.constituents import constituents_known_at
from watchlist.scheduling.defining import mask_facts
from watchlist.scheduling.definitions import ClassRule, Family, Mask
from watchlist.scheduling.duties import Clock, CompiledDestinations, CompiledObligation, CompiledPlace
from watchlist.scheduling.history import conditions_of
from watchlist.scheduling.list_status import editions_known_at
from watchlist.scheduling.models import ControlList, Edition, Instrument, Jurisdiction, Obligation, Scheduling
from watchlist.scheduling.places import Destination, DestinationTable, Membership
from watchlist.scheduling.reach import read_reach
from watchlist.substances.models import Description, Identifier, Name, Structure
from watchlist.temporal import last_tick

Key = TypeVar("Key", str, tuple[str, str])
NO_DIGIT = re.compile(r"[^0-9]+")


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
    rows = rows_by_list(tick)
    tables, obligations, editions = _destinations(tick), _obligations(tick), editions_known_at(tick)
    lists = {of.key: _list(of, rows[of.key], obligations[of.pk], tables, editions.get(of.key)) for of in _lists()}
    instruments = {
        row.key: CompiledInstrument(row.key, row.citation, row.url) for row in Instrument.objects.known_at(tick)
    }
    schedulings: dict[str, list[CompiledScheduling]] = defaultdict(list)
    for list_key, of_list in rows.items():
        for row in of_list:
            schedulings[row.entry.substance.key].append(_scheduling(row, lists[list_key], instruments))
    substances = _substances(tick)
    return CompiledLaw(
        known_at=tick,
        members=_members(tick),
        lists={key: value for key, value in lists.items() if value.entries or value.obligations},
        schedulings=_frozen(schedulings),
        substances=substances,
        names=_names(tick),
        numbers=_numbers(tick),
        codes=_codes(tick),
        constituents=constituents_known_at(tick),
        rules=_rules(tick),
        family_of=_families(tick),
        masks=_masks(tick),
        inchikeys=_index((s.inchikey, s.key) for s in substances.values() if s.inchikey),
    )


def _lists() -> Iterable[ControlList]:
    return ControlList.objects.select_related("jurisdiction")


def _list(
    control_list: ControlList,
    rows: list[Scheduling],
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
        sha256=sha256_of(rows),
        entries=len({row.entry_id for row in rows}),
        confirmed_share=confirmed_share(rows),
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


def _members(tick: datetime) -> dict[str, tuple[CompiledPlace, ...]]:
    held: dict[str, list[CompiledPlace]] = {key: [] for key in Jurisdiction.objects.values_list("key", flat=True)}
    rows = Membership.objects.known_at(tick).select_related("jurisdiction").order_by("pk")
    for row in rows:
        held[row.jurisdiction.key].append(CompiledPlace(row.country, row.since, row.until))
    return _frozen(held)


def _destinations(tick: datetime) -> dict[str, CompiledDestinations]:
    places: dict[str, list[CompiledPlace]] = defaultdict(list)
    for row in Destination.objects.known_at(tick).order_by("pk"):
        places[row.table].append(CompiledPlace(row.country, row.since, row.until))
    tables = DestinationTable.objects.known_at(tick)
    return {row.key: CompiledDestinations(row.title, row.complete, tuple(places[row.key])) for row in tables}


def _scheduling(row: Scheduling, of: CompiledList, instruments: dict[str, CompiledInstrument]) -> CompiledScheduling:
    act = instruments[row.instrument.key]
    return CompiledScheduling(
        list=of,
        entry=row.entry.key,
        substance=row.entry.substance.key,
        event=row.event,
        printed_name=row.printed_name,
        wording=row.wording,
        reach=read_reach(row.reach),
        excepts=frozenset(row.excepts.split()),
        rule=row.rule,
        valid_from=row.valid_from,
        date_precision=row.date_precision,
        date_confidence=row.date_confidence,
        valid_until=row.valid_until,
        published_on=row.published_on,
        confidence=row.confidence,
        instrument=CompiledInstrument(act.key, row.citation or act.citation, act.url),
        conditions=conditions_of(row),
        event_kind=row.event_kind,
        decided_on=row.decided_on,
        end_event=row.end_event,
    )


def _substances(tick: datetime) -> dict[str, CompiledSubstance]:
    structures = {s.substance_id: s for s in Structure.objects.known_at(tick)}
    found: dict[str, CompiledSubstance] = {}
    described = Description.objects.known_at(tick).select_related("substance")
    for row in described:
        structure = structures.get(row.substance_id)
        smiles, inchikey = (structure.smiles, structure.inchikey) if structure else ("", "")
        found[row.substance.key] = CompiledSubstance(row.substance.key, row.name, row.kind, smiles, inchikey)
    return dict(sorted(found.items()))


def _names(tick: datetime) -> dict[str, tuple[NameTarget, ...]]:
    # Values and no rows: there are thousands of names, and a row takes longer to make than its name to read.
    rows = Name.objects.known_at(tick).order_by("pk").values_list("text", "kind", "substance__key")
    by_substance: dict[tuple[str, str], NameTarget] = {}
    for text, kind, substance in rows:
        by_substance.setdefault((normalise_name(text), substance), NameTarget(substance, text, kind))
    return _index((name, target) for (name, _), target in sorted(by_substance.items()))


def _numbers(tick: datetime) -> dict[str, tuple[NumberTarget, ...]]:
    rows = Identifier.objects.known_at(tick).filter(scheme="cas").select_related("substance")
    return _index(
        (row.value, NumberTarget(row.substance.key, row.form, row.form_kind, row.smiles, row.confidence))
        for row in sorted(rows, key=lambda row: (row.value, row.substance.key, row.pk))
    )


def _codes(tick: datetime) -> dict[tuple[str, str], tuple[str, ...]]:
    rows = Identifier.objects.known_at(tick).exclude(scheme="cas").select_related("substance")
    return _index(sorted({((row.scheme, NO_DIGIT.sub("", row.value)), row.substance.key) for row in rows}))


def _rules(tick: datetime) -> dict[str, CompiledRule]:
    rows = sorted(ClassRule.objects.known_at(tick), key=lambda row: row.key)
    return {row.key: CompiledRule(_rule(row.text, row.key), row.version) for row in rows}


@lru_cache(maxsize=128)
def _rule(text: str, key: str) -> Rule:
    """Read a rule once for all laws that hold it."""
    return read_rule(text, key)


def _families(tick: datetime) -> dict[str, str]:
    rows = sorted(Family.objects.known_at(tick), key=lambda row: row.key)
    return {member: row.title for row in rows for member in row.members.split()}


def _masks(tick: datetime) -> dict[str, CompiledMask]:
    rows = sorted(Mask.objects.known_at(tick), key=lambda row: row.key)
    return {row.key: CompiledMask(mask_facts(row).as_pattern(), row.published_on) for row in rows}


def _index(pairs: Iterable[tuple[Key, Any]]) -> dict[Key, tuple[Any, ...]]:
    index: dict[Key, list[Any]] = defaultdict(list)
    for key, value in pairs:
        index[key].append(value)
    return _frozen(index)


def _frozen(index: dict[Key, list[Any]]) -> dict[Key, tuple[Any, ...]]:
    return {key: tuple(values) for key, values in index.items()}
