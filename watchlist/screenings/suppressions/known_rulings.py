"""The rulings known at one tick, indexed by the parties of a line: an immutable value."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import lru_cache

from watchlist.engine.decision import NOTHING, ConflictKey, DeterminedCondition, FindingKey, Key, RulingRecord, Rulings
from watchlist.screenings.suppressions.models import (
    FINDING,
    Determination,
    DeterminationTerm,
    Suppression,
    SuppressionTerm,
)


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
