"""The rulings known at one tick, and the state of one today: computed from it and the law, never stored."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from watchlist.engine.decision import (
    NOTHING,
    ConflictKey,
    DeterminedCondition,
    FindingKey,
    Key,
    RulingRecord,
    Rulings,
    entry_version,
    structure_of,
)
from watchlist.engine.identification import resolver_of, shared_dictionary
from watchlist.engine.law import CompiledLaw
from watchlist.screenings.suppressions.models import (
    FINDING,
    Determination,
    DeterminationTerm,
    Suppression,
    SuppressionTerm,
)

STATES: Final = ("waiting", "in_force", "void", "expired", "withdrawn", "refused")
WAITING, IN_FORCE, VOID, EXPIRED, WITHDRAWN, REFUSED = STATES
ENTRY, RULE, STRUCTURE = "entry", "rule", "structure"
"""What changed since it was asked for, so that it is void."""

Row = Suppression | Determination


@dataclass(frozen=True, slots=True)
class State:
    """A state; where it is void, also what changed: entry, rule or structure."""

    key: str
    changed: str = ""


def state_of(row: Row, law: CompiledLaw, today: date) -> State:
    """Return the state of a ruling under a law on a day."""
    if row.is_waiting:
        return State(WAITING)
    if not row.is_agreed:
        return State(REFUSED)
    if row.withdrawn_at is not None:
        return State(WITHDRAWN)
    if row.until <= today:
        return State(EXPIRED)
    changed = what_changed(row, law)
    return State(VOID, changed) if changed else State(IN_FORCE)


def what_changed(row: Row, law: CompiledLaw) -> str:
    """Return which of entry, rule and structure changed under a law; "" where none did."""
    listed = law.schedulings.get(row.entry_key.rsplit("/", 1)[-1], ())
    same = [scheduling for scheduling in listed if scheduling.entry == row.entry_key]
    versions = [entry_version(scheduling, law.substances.get(scheduling.substance)) for scheduling in same]
    if row.entry_key and row.entry_version not in versions:
        return ENTRY
    if isinstance(row, Suppression) and row.rule and row.tier != "analogue":
        key, _, version = row.rule.partition(" ")
        rule = law.rules.get(key)
        if rule is None or rule.version != version:
            return RULE
    if isinstance(row, Suppression) and row.structure and row.structure not in _structures(law, row.item.identity):
        return STRUCTURE
    return ""


@lru_cache(maxsize=2_000)
def _structures(law: CompiledLaw, identity: str) -> frozenset[str]:
    """Return the structures that goods are read as by a law, as their words were declared."""
    (read,) = resolver_of(law, shared_dictionary()).resolve([json.loads(identity)])
    return frozenset(structure_of(resolution) for resolution in read.resolutions)


@lru_cache(maxsize=8)
def rulings_known_at(tick: datetime) -> Rulings:
    """Return the rulings known at a tick: two queries, cached, for they never change."""
    terms = SuppressionTerm.objects.known_at(tick).select_related("suppression__item").order_by("pk")
    suppressed: dict[tuple[str, str], dict[Key, tuple[RulingRecord, ...]]] = defaultdict(dict)
    for term in terms:
        row = term.suppression
        between, key = suppressed[row.consignor, row.consignee], key_of(row)
        between[key] = (*between.get(key, ()), _ruling_record(row, term))
    products: dict[str, tuple[DeterminedCondition, ...]] = defaultdict(tuple)
    for term in DeterminationTerm.objects.known_at(tick).select_related("determination").order_by("pk"):
        ruling = term.determination
        met = DeterminedCondition(_ruling_record(ruling, term), ruling.product, ruling.condition, ruling.entry_version)
        products[ruling.supplier] = (*products[ruling.supplier], met)
    return Rulings(dict(suppressed), dict(products)) if suppressed or products else NOTHING


def key_of(row: Suppression) -> Key:
    """Return the key that a stored suppression holds for."""
    item = row.item.digest if row.of_text else ""
    if row.kind == FINDING:
        return FindingKey(row.entry_key, row.entry_version, row.rule, row.tier, row.certainty, row.structure, item)
    return ConflictKey(row.code, row.about, item)


def _ruling_record(row: Suppression | Determination, term: SuppressionTerm | DeterminationTerm) -> RulingRecord:
    return RulingRecord(row.pk, str(row), term.by, term.second, row.until, row.note)
