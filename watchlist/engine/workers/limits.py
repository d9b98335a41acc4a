"""What one structure may cost, and what is said of one that costs more. Read on both sides of the pipe."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import Final

from chemistry.errors import EndedCode

GROUP: Final = 32
"""Structures examined together: a third faster than one by one, and some hundredths of a second in all."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What an item may cost: first in its group, then again by itself, so that it takes no neighbour with it.

    `first` and `retry` are seconds of the processor: how busy a machine is decides nothing that is written into a
    record. A virtual machine counts as used what its host took away, and whoever examines first loads what is needed:
    the second try has time for both. `busy` is how many times as long it may be by the clock, which ends what waits
    instead of working. It is generous: a listed structure that a busy machine leaves unread would pass for goods that
    nobody knows.
    """

    first: float
    retry: float
    busy: float

    @property
    def seconds(self) -> float:
        """Return how many seconds of the processor one item may take in all."""
        return self.first + self.retry


SCREENING: Final = Budget(first=0.25, retry=1.5, busy=30)
"""The largest drawing of a real chemical takes a hundredth of a second by itself, and 32 of them a tenth."""
SEARCH: Final = Budget(first=0.5, retry=1.5, busy=10)
"""One search goes through all that is held."""

MEMORY: Final = 1 << 30
"""Bytes of address space. RDKit, numpy and the law take a quarter of it, and no real molecule asks for more."""

EXHAUSTED: Final = 3
"""The exit status of a process that ran out of memory."""

CAUSES: Final[dict[int, EndedCode]] = {
    -signal.SIGPROF: "structure_timed_out",
    -signal.SIGALRM: "structure_timed_out",
    EXHAUSTED: "structure_exhausted_memory",
}
"""Exit status to refusal; a process that ends in any other way crashed."""

CRASHED: Final[EndedCode] = "structure_crashed"

DETAILS: Final[dict[EndedCode, str]] = {
    "structure_timed_out": "not examined within {seconds:g} seconds",
    "structure_exhausted_memory": f"not examined within {MEMORY >> 20} MiB of memory",
    CRASHED: "the examination of this structure breaks off",
}
"""Code to the detail of its Refused, which may say the seconds of the budget."""
