"""Compile the law: rows as known at one tick, into one `CompiledLaw`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache

from watchlist.engine import law
from watchlist.law_store.definitions import ClassRule, Destination, DestinationTable, Family, Mask, Membership
from watchlist.law_store.editions import editions_known_at
from watchlist.law_store.history import obligations_by_list, period_of, rows_known_at
from watchlist.law_store.kept import kept_law_at
from watchlist.law_store.models import ControlList, Instrument, Jurisdiction, Obligation
from watchlist.substances import Constituent, Description, Identifier, Name, Structure
from watchlist.temporal import last_tick


def law_known_at(known_at: datetime | None = None) -> law.CompiledLaw:
    """Return the law as known at the last tick of law not after `known_at` (now, if none): one query if compiled.

    Raises `CorrectTheQuestion` for a future instant and for one before the first record.
    """
    return _compile(last_tick(known_at, of_law=True))


def law_at(tick: datetime) -> law.CompiledLaw:
    """Return the law as known at a tick that has been: without a query where it was asked before.

    What was known at a tick stays, since every later one comes after it.
    """
    return _compile(_last_of_law(tick))


@lru_cache(maxsize=1024)
def _last_of_law(tick: datetime) -> datetime:
    return last_tick(tick, of_law=True)


_uses_kept: ContextVar[bool] = ContextVar("kept_law_is_used", default=False)


@contextmanager
def using_kept_law() -> Iterator[None]:
    """Read the law that was kept, where it was, until the block ends: for a command that lives as long as one answer.

    Of everything else the law is compiled from its rows.
    """
    token = _uses_kept.set(True)
    try:
        yield
    finally:
        _uses_kept.reset(token)


@lru_cache(maxsize=8)
def _compile(tick: datetime) -> law.CompiledLaw:
    return (kept_law_at(tick) if _uses_kept.get() else None) or compiled_anew(tick)


def compiled_anew(tick: datetime) -> law.CompiledLaw:
    """Return the law at a tick without keeping it: at a tick that will not stay, because it is rolled back."""
    facts = law.LawFacts(
        known_at=tick,
        members=_members(tick),
        lists=_lists(tick),
        periods=map(period_of, rows_known_at(tick)),
        instruments={
            row.key: law.CompiledInstrument(row.key, row.citation, row.url) for row in Instrument.objects.known_at(tick)
        },
        substances=_substances(tick),
        names=_names(tick),
        numbers=_numbers(tick),
        codes=Identifier.objects.known_at(tick).exclude(scheme="cas").values_list("scheme", "value", "substance__key"),
        constituents=_constituents_known_at(tick),
        rules={row.key: law.compiled_rule(row.key, row.text, row.version) for row in ClassRule.objects.known_at(tick)},
        families=[
            law.FamilyMembers(row.key, row.title, tuple(row.members.split())) for row in Family.objects.known_at(tick)
        ],
        masks=[law.CompiledMask(row.as_pattern(), row.published_on) for row in Mask.objects.known_at(tick)],
    )
    return law.compile_law(facts)


def _lists(tick: datetime) -> Iterator[law.CompiledList]:
    tables, obligations, editions = _destinations(tick), obligations_by_list(tick), editions_known_at(tick)
    for row in ControlList.objects.select_related("jurisdiction"):
        edition = editions.get(row.key)
        yield law.CompiledList(
            key=row.key,
            title=row.title,
            jurisdiction=row.jurisdiction.key if row.jurisdiction else None,
            category=row.category,
            branch=row.branch,
            tier=row.tier,
            binds=row.binds,
            operations=frozenset(row.operations.split()),
            countries=frozenset(row.countries.split()),
            destinations=tables.get(row.destinations),
            obligations=tuple(_obligation(duty, tables) for duty in obligations[row.pk]),
            checked_on=row.checked_on,
            stale_after_days=row.stale_after_days,
            edition=edition.sha256[:12] if edition else "",
            complete=edition is None or edition.complete,
        )


def _obligation(row: Obligation, tables: Mapping[str, law.CompiledDestinations]) -> law.CompiledObligation:
    return law.CompiledObligation(
        frozenset(row.operations.split()),
        row.action,
        row.text,
        row.citation,
        row.confidence,
        tables.get(row.destinations),
        row.since,
        row.until,
        row.clock,
    )


def _members(tick: datetime) -> dict[str, list[law.CompiledPlace]]:
    places: dict[str, list[law.CompiledPlace]] = {key: [] for key in Jurisdiction.objects.values_list("key", flat=True)}
    rows = Membership.objects.known_at(tick).select_related("jurisdiction").order_by("pk")
    for row in rows:
        places[row.jurisdiction.key].append(law.CompiledPlace(row.country, row.since, row.until))
    return places


def _destinations(tick: datetime) -> dict[str, law.CompiledDestinations]:
    places: dict[str, list[law.CompiledPlace]] = defaultdict(list)
    for row in Destination.objects.known_at(tick).order_by("pk"):
        places[row.table].append(law.CompiledPlace(row.country, row.since, row.until))
    tables = DestinationTable.objects.known_at(tick)
    return {row.key: law.CompiledDestinations(row.title, row.complete, tuple(places[row.key])) for row in tables}


def _substances(tick: datetime) -> Iterator[law.CompiledSubstance]:
    structures = {row.substance_id: row for row in Structure.objects.known_at(tick)}
    for row in Description.objects.known_at(tick).select_related("substance"):
        structure = structures.get(row.substance_id)
        smiles, inchikey = (structure.smiles, structure.inchikey) if structure else ("", "")
        yield law.CompiledSubstance(row.substance.key, row.name, row.kind, smiles, inchikey)


def _names(tick: datetime) -> Iterator[law.NameTarget]:
    # Values and no rows: there are thousands of names, and a row takes longer to make than its name to read.
    columns = ("substance__key", "text", "kind", "confidence", "language")
    rows = Name.objects.known_at(tick).order_by("pk").values_list(*columns)
    return (
        law.NameTarget(key, text, kind, confidence == "unverified", language)
        for key, text, kind, confidence, language in rows
    )


def _numbers(tick: datetime) -> Iterator[tuple[str, law.NumberTarget]]:
    columns = ("value", "substance__key", "form", "form_kind", "smiles", "confidence")
    rows = Identifier.objects.known_at(tick).filter(scheme="cas").order_by("pk").values_list(*columns)
    return ((number, law.NumberTarget(*row)) for number, *row in rows)


def _constituents_known_at(tick: datetime) -> Iterator[tuple[str, law.CompiledConstituent]]:
    """Yield each material, by its key, with one substance that it contains, in the order of their recording."""
    for row in Constituent.objects.known_at(tick).select_related("substance").order_by("pk"):
        low, high = law.read_share(row.share_from), law.read_share(row.share_to)
        yield (
            row.substance.key,
            law.CompiledConstituent(row.contains, row.product_form, low, high, row.confidence, row.source),
        )
