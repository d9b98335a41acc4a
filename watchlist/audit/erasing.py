"""Whether a missing payload was erased in order, by an act of the trail, or was removed past the service.

An erasure is an act like any other. Its event names the events whose payloads went, and its own payload never goes; a
row beside each of those points to it. Of an event that was erased all stays but what it said: who, when, on what, and
the digest that the chain is made of.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from watchlist.audit.models import AuditPayload

ERASE: Final = "erase_payloads"
"""The verb of an erasure: the payload of such an event is kept as long as the trail."""


@dataclass(frozen=True, slots=True)
class Erasures:
    """What the erasures of the trail name; each is read once, however many payloads went by it."""

    _named: Callable[[int], frozenset[int]] = field(default_factory=lambda: lru_cache(maxsize=256)(_named_by))

    def covers(self, sequence: int, verb: str, act: int | None) -> bool:
        """Say whether an erasure names an event: `act` is the event that its `ErasedPayload` points to.

        That the act itself is unaltered is checked by whoever walks the chain, which comes to it later.
        """
        return act is not None and verb != ERASE and sequence in self._named(act)


def _named_by(act: int) -> frozenset[int]:
    if not isinstance(act, int):
        return frozenset()
    body = AuditPayload.objects.filter(event=act, event__verb=ERASE).values_list("body", flat=True).first()
    try:
        named = json.loads(body or "{}")["sequences"]
        return frozenset(number for number in named if isinstance(number, int))
    except (ValueError, LookupError, TypeError, RecursionError):
        return frozenset()
