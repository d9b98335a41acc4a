"""Time, on two axes: the day on which the law held, and the instant at which we knew it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AsOf:
    """The point of view of a read of the law: law in force on `valid_on`, as we knew it at `known_at` (UTC)."""

    valid_on: date
    known_at: datetime
