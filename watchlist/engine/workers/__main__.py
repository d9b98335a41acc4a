"""The child process: `python -m watchlist.engine.workers`, its standard input one end of a socket to the parent.

It makes the law that it is told, and then lets a fork of itself answer. A fork that hangs is ended by its own alarms,
whose default action stops C++ too, and needs no living parent; one that died is replaced in milliseconds, law and all.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from chemistry import examine  # noqa: F401 - loaded while the parent still reads the shipment
from watchlist.engine.workers.worker import CAUSES, CRASHED, EXHAUSTED, MEMORY


def main() -> None:
    """Make the law; then answer until the parent is gone, and say of each fork why it died."""
    parent: Connection[Any, Any] = Connection(0)
    make = parent.recv()
    law = make()
    parent.send("made")
    gc.freeze()  # what was made before the fork is shared with it, and no collection touches it
    while status := _fork(parent, law):
        parent.send(CAUSES.get(status, CRASHED))
        # What a law loads only when first asked is loaded now: on the second try an item is charged with its own work.
        if load := getattr(law, "load_all", None):
            load()


def _fork(parent: Connection[Any, Any], law: object) -> int:
    """Serve in a fork; return its exit status: 0 where the parent is gone, or minus the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        _serve(parent, law)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _serve(parent: Connection[Any, Any], law: object) -> None:
    """Answer group by group. Does not return; whatever is raised ends the process, so that nothing is kept of it."""
    status = 1
    try:
        _confine()
        while True:
            call, items, seconds, by_the_clock = parent.recv()
            _set_alarms(seconds, by_the_clock)
            answers = call(items, law)
            _set_alarms(0, 0)
            parent.send(answers)
    except EOFError:
        status = 0
    except MemoryError:
        status = EXHAUSTED
    finally:
        os._exit(status)


def _set_alarms(seconds: float, by_the_clock: float) -> None:
    """Set the alarm of the processor's time, and a later one by the clock; none for 0."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, by_the_clock)


def _confine() -> None:
    """Bound the memory, leave no core behind, let the alarms end us, and keep the last words of C++ to ourselves."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for alarm in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(alarm, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF, signal.SIGALRM})
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


if __name__ == "__main__":
    with suppress(EOFError, ConnectionError):
        main()
