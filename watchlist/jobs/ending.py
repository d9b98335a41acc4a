"""The shutdown of a worker, as a flag that its processes share, since only one of them gets the signal."""

from __future__ import annotations

import mmap
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_END_FLAG: Final = mmap.mmap(-1, 1)
"""One byte of memory that every fork of this process sees."""


def request_end(*, end: bool = True) -> None:
    """Ask the jobs of this process, and of every process that it forked, to stop at their next step."""
    _END_FLAG[0] = int(end)


@contextmanager
def ending_by_signal() -> Iterator[None]:
    """Treat SIGTERM as `request_end` until the block ends."""
    previous = signal.signal(signal.SIGTERM, lambda number, frame: request_end())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def is_ending() -> bool:
    """Say whether a job should give its lease back at its next step, so that it goes on elsewhere at once."""
    return bool(_END_FLAG[0])
