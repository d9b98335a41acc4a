"""A few child processes that share out a batch: an item that ends its process costs its neighbours no answer."""

from __future__ import annotations

import atexit
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from threading import Condition
from typing import Any, Final, Literal

from chemistry import EndedCode, StructureRefusal
from watchlist.engine.host import structure_processes
from watchlist.engine.workers.worker import DETAILS, GROUP, SCREENING, SEARCH, Budget, Call, Make, Worker

GROUPS_A_PROCESS: Final = 4
"""With fewer groups one process is done before another has started."""

Group = tuple[int, ...]
Work = Literal["screening", "search", "store"]

BUDGETS: Final[dict[Work, Budget]] = {"screening": SCREENING, "search": SEARCH, "store": SEARCH}


@dataclass(slots=True)
class Batch:
    """Items that are answered together: the groups that are still to be sent, and what ended a process once."""

    call: Call
    items: Sequence[Any]
    make: Make
    todo: deque[Group] = field(default_factory=deque)
    suspects: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        count = len(self.items)
        self.todo.extend(tuple(range(start, min(start + GROUP, count))) for start in range(0, count, GROUP))

    def send_next(self, worker: Worker) -> None:
        """Send the next group to a worker."""
        group = self.todo.popleft()
        worker.send_group(self.call, self.items, group, self.make, is_retry=self.suspects.issuperset(group))

    def resend(self, group: Group) -> bool:
        """Queue a group that ended its process again, item by item; return False where that was its second try."""
        if self.suspects.issuperset(group):
            return False
        self.suspects.update(group)
        self.todo.extendleft((number,) for number in reversed(group))
        return True


class Pool:
    """At most `size` child processes. Several threads may use it at once: each waits its turn.

    Who has many groups lets those go first who wait, after each: a request full of structures that take too long holds
    up no other for more than one of them.
    """

    def __init__(self, size: int, budget: Budget = SCREENING) -> None:
        self._budget = budget
        self._idle = [Worker(budget) for _ in range(size)]
        self._freed = Condition()
        self._waiting: deque[object] = deque()

    def prepare(self, make: Make | None = None) -> None:
        """Start one child, and have it make the law if that is known, while the caller does something else.

        Raises OSError where the system starts no process.
        """
        with self._freed:
            if self._idle:
                worker = self._hire(make)
                try:
                    if make is None:
                        worker.start()
                    else:
                        worker.learn(make)
                finally:  # a place that is lost would be waited for, by whoever asks, for ever
                    self._idle.insert(0, worker)

    def run(self, call: Call, items: Sequence[Any], make: Make) -> list[Any]:
        """Return `call(items, make())`, computed in groups, with a Refused for each item that ends its process twice.

        Raises RuntimeError where no child can make the law, OSError where the system starts none.
        """
        if not items:
            return []
        found: dict[int, Any] = {}
        batch = Batch(call, items, make)
        with self._hired(make, 1 + len(batch.todo) // GROUPS_A_PROCESS) as workers:
            for group, answers in self._answers(workers, batch):
                if not isinstance(answers, str):
                    found.update(zip(group, answers, strict=True))
                elif not batch.resend(group):
                    found[group[0]] = StructureRefusal(answers, DETAILS[answers].format(seconds=self._budget.seconds))
        return [found[number] for number in range(len(items))]

    def close(self) -> None:
        """End every child that is at work for nobody."""
        with self._freed:
            for worker in self._idle:
                worker.close()

    @contextmanager
    def _hired(self, make: Make, wanted: int) -> Iterator[list[Worker]]:
        workers = self._acquire(make, wanted)
        try:
            for worker in workers:
                worker.learn(make)
            yield workers
        finally:
            for worker in workers:
                if worker.group:  # interrupted: the answer that it owes is nobody's
                    worker.close()
            self._free(workers)

    def _acquire(self, make: Make, wanted: int) -> list[Worker]:
        """Wait our turn for an idle worker, and return as many as are wanted and idle."""
        ticket = object()
        with self._freed:
            self._waiting.append(ticket)
            try:
                self._freed.wait_for(lambda: self._waiting[0] is ticket and self._idle)
                return [self._hire(make) for _ in range(min(wanted, len(self._idle)))]
            finally:
                self._waiting.remove(ticket)
                self._freed.notify_all()

    def _free(self, workers: Iterable[Worker]) -> None:
        with self._freed:
            self._idle += workers
            self._freed.notify_all()

    def _hire(self, make: Make | None) -> Worker:
        """Take the idle worker that knows this law, else one that knows none, else the one that rests longest."""
        worker = min(self._idle, key=lambda idle: (idle.make is not make, idle.make is not None))
        self._idle.remove(worker)
        return worker

    def _answers(self, workers: list[Worker], batch: Batch) -> Iterator[tuple[Group, list[Any] | EndedCode]]:
        """Each group with its answers, or with the code of what ended its process; it may be sent again meanwhile.

        `workers` are those that are ours at the moment.
        """
        free = list(workers)
        busy: dict[Any, Worker] = {}
        while batch.todo or busy:
            while batch.todo and free:
                worker = free.pop()
                batch.send_next(worker)
                busy[worker.pipe] = worker
            for pipe in wait(busy):
                worker = busy.pop(pipe)
                group, answers = worker.group, worker.answer()
                free += self._after_others(worker, workers, batch.make) if batch.todo else [worker]
                yield group, answers

    def _after_others(self, worker: Worker, workers: list[Worker], make: Make) -> list[Worker]:
        """Hand a worker to whoever waits, if anybody does, and return the worker that is ours then."""
        if not self._waiting:
            return [worker]
        workers.remove(worker)
        self._free([worker])
        others = self._acquire(make, 1)
        workers += others
        return others


_pools: Final[dict[Work, Pool]] = {}


def pool(work: Work = "screening") -> Pool:
    """Return the pool of this operating-system process for one kind of work: after a fork, the fork's own.

    Each kind has its own children: a search that takes long holds up no screening, and costs it no law made again.
    """
    found = _pools.get(work)
    return _pools.setdefault(work, Pool(structure_processes(), BUDGETS[work])) if found is None else found


@atexit.register
def _close() -> None:
    for open_pool in _pools.values():
        open_pool.close()


os.register_at_fork(after_in_child=_pools.clear)
