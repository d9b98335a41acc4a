"""The parties known now, in the memory of the process: read once, and after that those alone that came since.

A party gets its tally in the order in which transactions are done, which tells what came since. What was erased
meanwhile is in no row any more, and goes from here when all are read again.
"""

from __future__ import annotations

import time
from collections import ChainMap
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.db.models import Max

from watchlist.engine.decision import KnownParties
from watchlist.engine.reading import PartyKeys
from watchlist.manifests import Party
from watchlist.screenings.totals.models import PartyTally

LONGEST: Final = 600.0
"""Seconds after which all are read again."""
MOST_RECENT: Final = 200
"""Parties that came since, after which all are prepared again."""


@dataclass(frozen=True, slots=True)
class ReadParties:
    """What was read: all up to a tally (its id) at an instant of a clock, and those that came since."""

    names: dict[str, str]
    keys: PartyKeys
    read_at: float
    last: int
    recent: dict[str, str]
    known: KnownParties


class PartyMemory:
    """The parties of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._read: ReadParties | None = None

    def forget(self) -> None:
        """Have all be read again."""
        self._read = None

    def known(self) -> KnownParties:
        """Return the parties that are known now."""
        with self._lock:
            read = self._read
            if read is None or self._clock() - read.read_at > LONGEST or len(read.recent) > MOST_RECENT:
                read = _read_all(self._clock())
            self._read = read = _with_recent(read)
            return read.known


def parties_known_now() -> KnownParties:
    """Return the parties that are known now: of what is stored, those that came since are read."""
    return MEMORY.known()


MEMORY: Final = PartyMemory()


def _read_all(now: float) -> ReadParties:
    last = PartyTally.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = Party.objects.filter(first_seen__isnull=False)
    names = dict(rows.order_by("key").values_list("key", "name"))
    keys = PartyKeys(names)
    return ReadParties(names, keys, now, last, {}, KnownParties(names, (keys,)))


def _with_recent(read: ReadParties) -> ReadParties:
    rows = PartyTally.objects.filter(pk__gt=read.last, party__first_seen__isnull=False).order_by("pk")
    found = list(rows.values_list("pk", "party__key", "party__name"))
    if not found:
        return read
    recent = {**read.recent, **{key: name for _, key, name in found}}
    known = KnownParties(ChainMap(recent, read.names), (read.keys, PartyKeys(recent)))
    return ReadParties(read.names, read.keys, read.read_at, found[-1][0], recent, known)
