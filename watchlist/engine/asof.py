"""Time, on two axes: the day on which the law held, and the instant at which we knew it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class AsOf:
    """The point of view of a read of the law: law in force on `valid_on`, as we knew it at `known_at` (UTC)."""

    valid_on: date
    known_at: datetime


def instant(at: datetime) -> str:
    """Return an instant in UTC, to the microsecond: ticks lie that close. Its Z needs no escape in an address."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
