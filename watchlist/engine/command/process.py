"""The process that a command runs in: its memory, and what becomes of its output where nobody reads on."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

SELDOM: Final = (100_000, 20, 100)


def collect_garbage_seldom() -> None:
    """Collect garbage seldom: to look for it among the lines of a long file takes a quarter of the time."""
    gc.set_threshold(*SELDOM)


def discard_output() -> None:
    """Discard what is still to be written: whoever read it is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
