"""The law as rows known at one tick, in one order."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from watchlist.engine.law.canonical import legal_order
from watchlist.engine.law.facts import ListedPeriod
from watchlist.law_store.history import facts_of
from watchlist.law_store.models import Scheduling


def rows_known_at(tick: datetime) -> list[Scheduling]:
    """Return the schedulings known at a tick, entry by entry in legal order."""
    schedulings = Scheduling.objects.known_at(tick).select_related(
        "entry__control_list__jurisdiction", "entry__substance", "instrument"
    )
    # Sorted here and not by the database: each sorts text in its own way, and the order reaches the answer.
    return sorted(
        schedulings.prefetch_related("conditions"),
        key=lambda row: legal_order(row.entry.key, row.valid_from, row.event),
    )


def rows_by_list(tick: datetime) -> defaultdict[str, list[Scheduling]]:
    """Return the schedulings known at a tick by the key of their list, entry by entry in legal order."""
    rows: defaultdict[str, list[Scheduling]] = defaultdict(list)
    for row in rows_known_at(tick):
        rows[row.entry.control_list.key].append(row)
    return rows


def period_of(row: Scheduling) -> ListedPeriod:
    """Return a stored scheduling as a value, with its entry."""
    entry = row.entry
    return ListedPeriod(entry.control_list.key, entry.key, entry.substance.key, facts_of(row))
