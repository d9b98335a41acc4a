"""What takes a time that explodes, told from what a machine that does other work is slow at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from typing import Final

EXPLODES: Final = 25.0
"""Seconds of the processor: ten times what the service promises of one line. What is answered in less is no bomb;
how fast it is answered is measured by `make fuzz` and `make bench`, on a machine that does nothing else."""


@contextmanager
def in_time() -> Iterator[None]:
    """Fail where the block took a time that explodes."""
    started = process_time()
    yield
    spent = process_time() - started
    assert spent < EXPLODES, f"{spent:.1f} s of the processor"
