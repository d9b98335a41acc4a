"""The end of a worker that is asked to go: what is shared between its processes, since only one of them is told."""

from __future__ import annotations

import mmap
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_ASKED: Final = mmap.mmap(-1, 1)
"""One byte of memory that every fork of this process sees."""


def ask_to_end(*, end: bool = True) -> None:
    """Ask the jobs of this process, and of every process that it forked, to stop at their next step."""
    _ASKED[0] = int(end)


@contextmanager
def ending_by_signal() -> Iterator[None]:
    """Take SIGTERM for such a request until the block ends."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: ask_to_end())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def is_ending() -> bool:
    """Say whether a job should give its lease back at its next step, so that it goes on elsewhere at once."""
    return bool(_ASKED[0])
