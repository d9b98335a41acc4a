"""The lease of one worker on one job: what it may write, as long as the job is its own.

Every write is one UPDATE that names the lease, so a worker that was taken for lost, and is not, can commit nothing
more: its step rolls back, whatever it had written inside. What stops a worker is an error of its own.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any, Final
from uuid import UUID

from django.db import Error, connection, transaction
from django.db.models import BigIntegerField, Case, F, IntegerField, Value, When
from django.db.models.functions import Greatest

from watchlist.conf import lease_length
from watchlist.engine.errors import WatchlistError
from watchlist.jobs.models import CANCELLED, DEAD, DONE, FAILED, QUEUED, Job, JobQuerySet

log = logging.getLogger(__name__)

FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(hours=1)
_DOUBLINGS: Final = 10
"""Enough to pass the longest wait; more would overflow it."""


class LeaseLost(Exception):
    """Stop, and write nothing more: the job belongs to another worker, or is over."""


class CancelAsked(Exception):
    """Stop where you are: a person asked for the end of the job."""


class StepBack(Exception):
    """Stop where you are, and let the job go on later or elsewhere: others wait, or this worker is to end."""


class TryAgain(WatchlistError):
    """This attempt came to nothing, and a later one may not: its sentence is kept as the error of the job.

    `wait` is how long whoever was asked wants to be left alone; the job comes back then, or later.
    """

    def __init__(self, sentence: str, wait: timedelta = timedelta(0)) -> None:
        super().__init__(sentence)
        self.wait = wait


class JobIsOver(WatchlistError):
    """There is nothing left to cancel."""


class JobDidNotFail(WatchlistError):
    """Only a job that failed is queued again."""


def back_off(attempts: int, spread: float) -> timedelta:
    """Return how long to wait after so many attempts: doubled each time, less up to a quarter (`spread`, 0 to 1).

    Jobs that failed together, of one cause, do not come back together.
    """
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, _DOUBLINGS)
    return min(doubled, LONGEST_WAIT) * (1 - spread / 4)


@dataclass(frozen=True, slots=True)
class Lease:
    """One worker's lease on one job; `done` and `stage` are where the attempt before it stopped."""

    job_id: UUID
    token: UUID
    kind: str
    subject: str
    attempt: int
    done: int
    stage: str

    def heartbeat(self, done: int, total: int | None = None, stage: str = "", length: timedelta | None = None) -> None:
        """Record progress (what is not given stays), and renew the lease from now.

        `length`: for longer than usual, before what takes no steps; a lost worker is noticed that much later.
        Raises `LeaseLost` where the job is no longer ours, `CancelAsked` where a person asked for its end.
        """
        progress: dict[str, Any] = {"stage": stage} if stage else {}
        if total is not None:
            progress["total"] = total
        kept = self._ours.filter(cancel_asked_at__isnull=True).update(
            # Who gets further starts counting anew: a long job outlives any number of lost workers.
            attempts=Case(When(done__lt=done, then=1), default=F("attempts"), output_field=IntegerField()),
            done=Greatest("done", Value(done), output_field=BigIntegerField()),
            lease_until=datetime.now(UTC) + max(length or lease_length(), lease_length()),
            **progress,
        )
        if not kept:
            self._stop()

    @contextmanager
    def step(self, done: int, total: int | None = None, stage: str = "") -> Iterator[None]:
        """Write a chunk and how far it brings the work, in one transaction: both are kept, or neither is.

        What is slow is worked out before: SQLite has one writer, and it waits meanwhile.
        """
        if not self._ours.filter(cancel_asked_at__isnull=True).exists():
            self._stop()
        with transaction.atomic(durable=True):
            yield
            # Last, as in `queue`: the locks of what was written come before the lock of the job.
            self.heartbeat(done, total, stage)

    def finish(self) -> None:
        """End the job: its work is done."""
        self._release(state=DONE, ended_at=datetime.now(UTC), error="")

    def cancel(self) -> None:
        """End the job, as a person asked."""
        self._release(state=CANCELLED, ended_at=datetime.now(UTC))

    def step_back(self) -> None:
        """Let the job go on later, with all its attempts: nothing failed."""
        self._release(state=QUEUED, not_before=datetime.now(UTC), attempts=0)

    def fail(self, error: str, *, retry: bool, wait: timedelta = timedelta(0)) -> None:
        """Keep how the attempt failed, in one sentence; the job waits for the next, or is dead where there is none.

        It waits for `wait`, of which no more than the longest wait counts, or longer.
        """
        now, job = datetime.now(UTC), self._ours.first()
        if job is None:
            raise LeaseLost
        if job.cancel_asked_at is not None:
            self._release(state=CANCELLED, ended_at=now, error=error)
        elif retry and job.attempts < job.most_attempts:
            pause = back_off(job.attempts, random.random())  # noqa: S311 - spreads a load, keeps no secret  # nosec B311
            self._release(state=FAILED, not_before=now + max(pause, min(wait, LONGEST_WAIT)), error=error)
        else:
            self._release(state=DEAD, ended_at=now, error=error)

    @property
    def _ours(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.job_id, lease=self.token)

    def _release(self, **updates: Any) -> None:
        if not self._ours.update(lease=None, lease_until=None, sent_at=None, **updates):
            raise LeaseLost

    def _stop(self) -> None:
        raise CancelAsked if self._ours.exists() else LeaseLost


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
