"""How far a long piece of work is, on a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 30
PATIENCE = 0.5
"""Seconds before the first bar: what is done sooner needs none."""
PACE = 0.1


@contextmanager
def progress(out: TextIO, total: int, what: str = "lines") -> Iterator[Callable[[int], None]]:
    """Yield a function of how many of `total` lines are done, which draws a bar; silent where `out` is no terminal."""
    if not out.isatty():
        yield lambda done: None
        return
    due = time.monotonic() + PATIENCE
    drawn = False

    def show(done: int) -> None:
        nonlocal due, drawn
        if (now := time.monotonic()) >= due:
            due, drawn = now + PACE, True
            out.write(f"\r{bar(min(done, total), total, what)}")
            out.flush()

    try:
        yield show
    finally:
        if drawn:
            out.write("\r\033[K")
            out.flush()


def bar(done: int, total: int, what: str) -> str:
    """Return "[#####.....] 5,000 of 10,000 lines"."""
    filled = WIDTH * done // max(total, 1)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,} {what}"
