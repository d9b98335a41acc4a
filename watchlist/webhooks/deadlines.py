"""A deadline for an exchange with a receiver that may answer as slowly as it likes."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer


@contextmanager
def cut_off(line: socket.socket, within: float) -> Iterator[Event]:
    """Shut a connection after so many seconds; the event says whether that happened.

    Time-outs of single reads would let whoever sends a byte now and then hold a worker for ever.
    """
    # A TLS socket cannot be shut while it is read, and may be taken over meanwhile; its twin can be shut at any time.
    cut, twin = Event(), socket.socket(fileno=os.dup(line.fileno()))

    def shut() -> None:
        cut.set()
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = Timer(within, shut)
    timer.daemon = True
    timer.start()
    try:
        yield cut
    finally:
        timer.cancel()
        timer.join()
        twin.close()
