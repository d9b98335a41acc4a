"""The law as rows known at one tick, in one order, and the hash by which an answer names what a list said."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from watchlist.engine.law.facts import ConditionFacts, SchedulingFacts
from watchlist.scheduling.history import facts_of
from watchlist.scheduling.models import Scheduling


def rows_by_list(tick: datetime) -> defaultdict[str, list[Scheduling]]:
    """Return the schedulings known at a tick by the key of their list, entry by entry in legal order."""
    rows: defaultdict[str, list[Scheduling]] = defaultdict(list)
    known = Scheduling.objects.known_at(tick).select_related(
        "entry__control_list__jurisdiction", "entry__substance", "instrument"
    )
    # Sorted here and not by the database: each sorts text in its own way, and the order reaches the answer.
    in_order = sorted(
        known.prefetch_related("conditions"), key=lambda row: (row.entry.key, row.valid_from or date.min, row.event)
    )
    for row in in_order:
        rows[row.entry.control_list.key].append(row)
    return rows


def sha256_of(rows: Iterable[Scheduling]) -> str:
    """Return the hash of the rows of a list as canonical JSON lines."""
    return hashlib.sha256("\n".join(map(_canonical, rows)).encode()).hexdigest()


def confirmed_share(rows: list[Scheduling]) -> float:
    """Return the share of the rows that rests on a primary text, to two places."""
    return round(sum(row.confidence == "confirmed" for row in rows) / len(rows), 2) if rows else 0.0


def _canonical(row: Scheduling) -> str:
    facts = {"entry": row.entry.key, **_fields(facts_of(row))}
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> dict[str, Any] | str:
    return _fields(value) if isinstance(value, ConditionFacts) else str(value)


def _fields(facts: SchedulingFacts | ConditionFacts) -> dict[str, Any]:
    """Return the fields by name. `asdict` copies each value too, which takes longer than all the rest."""
    return {field.name: getattr(facts, field.name) for field in fields(facts)}
