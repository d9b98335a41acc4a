"""Work for a child process that hangs, eats memory, crashes or leaves, as it is told. It is imported by the child."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from watchlist.engine.workers.worker import GROUP, SCREENING

STARVED = 6.0
"""Seconds: longer than three times what a structure may take of the processor."""
HANG_AND_SIGNAL = "hang once there is "
"""Before the path of a file, by which a test sees that the item is under way."""


class Lazy(str):
    """A law that loads something when it is first asked for it, for longer than an item may take."""

    __slots__ = ("is_loaded",)

    def load_all(self) -> None:
        self.is_loaded = True


def law_named(name: str) -> str:
    """The law of these tests is a word."""
    if name == "unmakeable":
        raise ValueError(name)
    return Lazy(name) if name == "lazy" else name


def behave(items: Sequence[str], law: str) -> list[tuple[str, str, int]]:
    """For each item: the item, the law, and the process that answered."""
    return [_behave(item, law) for item in items]


def _behave(item: str, law: str) -> tuple[str, str, int]:
    match item:
        case "hang":
            sum(range(1 << 60))
        case "think":
            end = process_time() + SCREENING.first / 2 / GROUP
            while process_time() < end:
                pass
        case "load":
            sum(range(1 if getattr(law, "is_loaded", False) else 1 << 60))
        case "wait":
            signal.pause()
        case "starve":  # as a process that is given no processor meanwhile
            signal.sigtimedwait({signal.SIGUSR1}, STARVED)
        case "eat":
            bytearray(1 << 40)
        case "abort":
            os.abort()
        case "raise":
            raise ValueError(item)
        case "leave":
            os._exit(0)
        case "kill the keeper":
            os.kill(os.getppid(), signal.SIGKILL)
            os.abort()
        case "print":
            os.write(1, b"not an answer")
            os.write(2, b"not an answer")
        case _ if item.startswith(HANG_AND_SIGNAL):
            Path(item.removeprefix(HANG_AND_SIGNAL)).touch()
            sum(range(1 << 60))
    return item, str(law), os.getpid()
