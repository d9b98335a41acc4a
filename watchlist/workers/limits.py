"""What one structure may cost, and what is said of one that costs more. Read on both sides of the pipe."""

from __future__ import annotations

import signal
from typing import Final

from chemistry.errors import EndedCode

GROUP: Final = 32
"""Structures examined together: a third faster than one by one, and some hundredths of a second in all."""

SECONDS_TOGETHER: Final = 0.5
SECONDS_ALONE: Final = 1.5
"""The 2 seconds of a structure: first in its group, then by itself, so that it takes no neighbour with it.

They are seconds of the processor: how busy a machine is decides nothing that is written into a record.
"""

BUSY: Final = 5
"""How many times as long it may be by the clock: on a machine so busy an answer is better than none."""

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
    "structure_timed_out": f"not examined within {SECONDS_TOGETHER + SECONDS_ALONE:g} seconds",
    "structure_exhausted_memory": f"not examined within {MEMORY >> 20} MiB of memory",
    CRASHED: "the examination of this structure breaks off",
}
"""Code to the detail of its Refused."""


def seconds_for(items: int) -> float:
    """Return how many seconds of the processor so many items may take together."""
    return SECONDS_ALONE if items == 1 else SECONDS_TOGETHER
