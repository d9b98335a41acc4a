"""One child process as its parent holds it: started when it is needed, and told the law that it works under.

What one structure may cost, and what is said of one that costs more. Read on both sides of the pipe.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import Any, Final

from chemistry import EndedCode
from watchlist.engine.host import ROOT

GROUP: Final = 32
"""Structures examined together: a third faster than one by one, and some hundredths of a second in all."""
Make = Callable[[], Any]
"""Makes the law in the child: picklable, and the same object for as long as the law is the same."""

Call = Callable[[Sequence[Any], Any], list[Any]]
"""Answers items under the law that was made: a function of a module, so that a name is all that crosses the pipe."""

PROGRAM = (sys.executable, "-m", "watchlist.engine.workers")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


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


class Worker:
    """A place for one child process: empty, started, making its law, ready, or at work on a `group`."""

    pipe: Connection[Any, Any]

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.make: Make | None = None
        self.group: tuple[int, ...] = ()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False

    def start(self) -> None:
        """Start a child that knows no law yet, unless there is one: what it imports takes a tenth of a second."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._started()

    def learn(self, make: Make) -> None:
        """Make the child load the law, unless it has; does not wait for it."""
        if self.make not in (None, make):
            self.close()
        self.start()
        if self.make is None:
            self.make = make
            self._send(make)

    def send_group(
        self, call: Call, items: Sequence[Any], group: tuple[int, ...], make: Make, *, is_retry: bool
    ) -> None:
        """Send a group of items, `group` being their numbers. Raises RuntimeError where the law cannot be made.

        `is_retry`: it was sent before, alone or among others, and ended its process.
        """
        self.learn(make)
        if not self._is_ready:
            self._wait_for_the_law()
        self.group = group
        seconds = self._budget.retry if is_retry else self._budget.first
        self._send((call, [items[number] for number in group], seconds, self._budget.busy * seconds))

    def answer(self) -> list[Any] | EndedCode:
        """Return the answers to the group, or the code of the refusal where it ended the process that was asked."""
        try:
            answers: list[Any] | EndedCode = self.pipe.recv()
        except (EOFError, ConnectionError):
            self.close()
            return CRASHED
        self.group = ()
        return answers

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._process is not None:
            self.pipe.close()
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self.make, self.group, self._process, self._is_ready = None, (), None, False

    def _started(self) -> subprocess.Popen[bytes]:
        self.pipe, theirs = Pipe()
        with theirs:
            return subprocess.Popen(  # noqa: S603 - our own program  # nosec B603
                PROGRAM,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env={**os.environ, **ONE_THREAD},
                process_group=0,  # an interrupt at the terminal is the parent's to answer
            )

    def _send(self, value: object) -> None:
        with suppress(ConnectionError):  # that the child died is found out where its answer is read
            self.pipe.send(value)

    def _wait_for_the_law(self) -> None:
        try:
            self.pipe.recv()
        except (EOFError, ConnectionError) as error:
            self.close()
            raise RuntimeError("the process that examines structures could not make the law") from error
        self._is_ready = True
