"""How much a token may ask, and how much of it is left: calls in a minute, lines in a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from watchlist.access.signals import drop_old_signals
from watchlist.access.uses import DAY, MINUTE, SECONDS, UseCounts, add, drop_old, seconds_left


@dataclass(frozen=True, slots=True)
class TokenLimits:
    """What a token may use."""

    calls_per_minute: int
    lines_per_day: int


@dataclass(frozen=True, slots=True)
class QuotaLeft:
    """One quota: how much it is, over how many seconds, what is left, and in how many seconds it begins anew."""

    name: str
    quota: int
    window: int
    remaining: int
    resets_in: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a token may still use at one instant; `is_within`: the call that asked is not one too many."""

    calls: QuotaLeft
    lines: QuotaLeft
    is_within: bool


def allow_call(*, lineage: UUID, limits: TokenLimits, at: datetime) -> Allowance:
    """Count one call, refused ones too, and return what is left after it."""
    used = add(lineage=lineage, at=at, counts=UseCounts(calls=1))
    if used.day.calls == 1:
        drop_old(at)
        drop_old_signals(at)
    return Allowance(
        calls=_left("calls", limits.calls_per_minute, used.minute.calls, MINUTE, at),
        lines=lines_left(limits, used.day.lines, at),
        is_within=used.minute.calls <= limits.calls_per_minute,
    )


def lines_left(limits: TokenLimits, used: int, at: datetime) -> QuotaLeft:
    """Return the quota of lines of a day, of which so many are used."""
    return _left("lines", limits.lines_per_day, used, DAY, at)


def _left(name: str, quota: int, used: int, span: str, at: datetime) -> QuotaLeft:
    return QuotaLeft(name, quota, SECONDS[span], max(0, quota - used), seconds_left(span, at))
