"""The listings of a list in one order and one writing, and the hash by which an answer names what the list said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final

from watchlist.engine.law.facts import ConditionFacts, ListedPeriod, SchedulingFacts


def legal_order(entry: str, valid_from: date | None, event: str) -> tuple[str, date, str]:
    """Return the key by which listings are sorted: entry by entry, what is of unknown start first."""
    return entry, valid_from or date.min, event


def in_legal_order(periods: Iterable[ListedPeriod]) -> list[ListedPeriod]:
    """Return the periods entry by entry, each entry's in the order of the law."""
    return sorted(periods, key=lambda period: legal_order(period.entry, period.facts.valid_from, period.facts.event))


def sha256_of(periods: Iterable[ListedPeriod]) -> str:
    """Return the hash of the periods of a list, in legal order, as canonical JSON lines."""
    return hashlib.sha256("\n".join(map(_canonical, periods)).encode()).hexdigest()


def confirmed_share(periods: Sequence[ListedPeriod]) -> float:
    """Return the share of the periods that rests on a primary text, to two places."""
    confirmed = sum(period.facts.confidence == "confirmed" for period in periods)
    return round(confirmed / len(periods), 2) if periods else 0.0


def _canonical(period: ListedPeriod) -> str:
    return CANONICAL.encode({"entry": period.entry, **_fields(period.facts)})


def _plain(value: object) -> dict[str, Any] | str:
    return _fields(value) if isinstance(value, ConditionFacts) else str(value)


def _fields(facts: SchedulingFacts | ConditionFacts) -> dict[str, Any]:
    """Return the fields by name. `asdict` copies each value too, which takes longer than all the rest."""
    return {name: getattr(facts, name) for name in FIELDS[type(facts)]}


FIELDS: Final = {kind: tuple(field.name for field in fields(kind)) for kind in (SchedulingFacts, ConditionFacts)}
CANONICAL: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
