"""Heartbeats for work without steps: meanwhile a thread renews the lease."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from django.db import Error, connection

from watchlist.conf import lease_length
from watchlist.jobs.errors import CancelAsked, LeaseLost

log = logging.getLogger(__name__)


@contextmanager
def heartbeats(beat: Callable[[], None], most: timedelta) -> Iterator[None]:
    """Call `beat` at intervals until the block ends, for `most` at the most: what hangs is given up.

    A worker that is killed meanwhile is missed as soon as in the middle of steps. No transaction may be open, inside
    or around: on SQLite the thread would wait for it.
    """
    ended = Event()
    thread = Thread(target=_beat, args=(beat, ended, time.monotonic() + most.total_seconds()), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(beat: Callable[[], None], ended: Event, until: float) -> None:
    pause = lease_length().total_seconds() / 3
    try:
        while not ended.wait(pause) and time.monotonic() < until:
            try:
                beat()
            except Error as error:
                log.warning("a lease was not kept this time: %s", error)
                connection.close()
    except (LeaseLost, CancelAsked):
        pass  # the worker learns of it at its next step
    finally:
        connection.close()
