"""The process that a command runs in: its memory, and what becomes of its output where nobody reads on."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

SELDOM: Final = (100_000, 20, 100)


def collect_garbage_seldom() -> None:
    """Let the lines of a long file stay to the end: to look for garbage among them takes a quarter of the time."""
    gc.set_threshold(*SELDOM)


def discard_output() -> None:
    """Let what is still to be written go nowhere: whoever read it is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
