"""A few child processes that share out a batch: an item that ends its process costs its neighbours no answer."""

from __future__ import annotations

import atexit
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import wait
from threading import Condition
from typing import Any, Final, Literal

from chemistry.errors import EndedCode
from chemistry.structures import Refused
from watchlist import conf
from watchlist.workers.limits import DETAILS, GROUP
from watchlist.workers.worker import Call, Make, Worker

GROUPS_A_PROCESS: Final = 4
"""With fewer groups one process is done before another has started."""

Group = tuple[int, ...]
Work = Literal["screening", "search", "store"]


class Pool:
    """At most `size` child processes. Several threads may ask at once: each waits for one, and has it to itself."""

    def __init__(self, size: int) -> None:
        self._idle = [Worker() for _ in range(size)]
        self._freed = Condition()

    def prepare(self, make: Make | None = None) -> None:
        """Start one child, and have it make the law if that is known, while the caller does something else."""
        with self._freed:
            if self._idle:
                worker = self._hire(make)
                if make is None:
                    worker.start()
                else:
                    worker.learn(make)
                self._idle.insert(0, worker)

    def run(self, call: Call, items: Sequence[Any], make: Make) -> list[Any]:
        """Return `call(items, make())`, computed in groups, with a Refused for each item that ends its process.

        Raises RuntimeError where no child can make the law.
        """
        if not items:
            return []
        found: dict[int, Any] = {}
        todo = deque(tuple(range(start, min(start + GROUP, len(items)))) for start in range(0, len(items), GROUP))
        with self._hired(make, 1 + len(todo) // GROUPS_A_PROCESS) as workers:
            for group, answers in _answers(workers, todo, call, items, make):
                if not isinstance(answers, str):
                    found.update(zip(group, answers, strict=True))
                elif len(group) == 1:
                    found[group[0]] = Refused(answers, DETAILS[answers])
                else:
                    todo.extendleft((number,) for number in reversed(group))
        return [found[number] for number in range(len(items))]

    def close(self) -> None:
        """End every child that is at work for nobody."""
        with self._freed:
            for worker in self._idle:
                worker.close()

    @contextmanager
    def _hired(self, make: Make, wanted: int) -> Iterator[list[Worker]]:
        with self._freed:
            self._freed.wait_for(lambda: self._idle)
            workers = [self._hire(make) for _ in range(min(wanted, len(self._idle)))]
        try:
            for worker in workers:
                worker.learn(make)
            yield workers
        finally:
            for worker in workers:
                if worker.group:  # interrupted: the answer that it owes is nobody's
                    worker.close()
            with self._freed:
                self._idle += workers
                self._freed.notify_all()

    def _hire(self, make: Make | None) -> Worker:
        """Take the idle worker that knows this law, else one that knows none, else the one that rests longest."""
        worker = min(self._idle, key=lambda idle: (idle.make is not make, idle.make is not None))
        self._idle.remove(worker)
        return worker


def _answers(
    workers: Sequence[Worker], todo: deque[Group], call: Call, items: Sequence[Any], make: Make
) -> Iterator[tuple[Group, list[Any] | EndedCode]]:
    """Each group with its answers, or with the code of what ended its process; `todo` may grow meanwhile."""
    free = list(workers)
    busy: dict[Any, Worker] = {}
    while todo or busy:
        while todo and free:
            worker = free.pop()
            worker.ask(call, items, todo.popleft(), make)
            busy[worker.pipe] = worker
        for pipe in wait(busy):
            worker = busy.pop(pipe)
            free.append(worker)
            yield worker.group, worker.answer()


_pools: Final[dict[Work, Pool]] = {}


def pool(work: Work = "screening") -> Pool:
    """Return the pool of this operating-system process for one kind of work: after a fork, the fork's own.

    Each kind has its own children: a search that takes long holds up no screening, and costs it no law made again.
    """
    found = _pools.get(work)
    return _pools.setdefault(work, Pool(conf.structure_processes())) if found is None else found


@atexit.register
def _close() -> None:
    for one in _pools.values():
        one.close()


os.register_at_fork(after_in_child=_pools.clear)
