"""A job that waits, and one that a worker holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watchlist.jobs.leases import Lease
from watchlist.jobs.models import Job
from watchlist.jobs.queue import claim, enqueue


@pytest.fixture
def job(db: None) -> Job:
    """Return a job that is due."""
    return enqueue(kind="count", subject="M1", owner="officer")


@pytest.fixture
def lease(job: Job) -> Lease:
    """Return the hold of a worker on it."""
    held = claim(job_id=job.pk)
    assert held is not None
    return held


def now_is(job: Job) -> Job:
    """Return the row as it stands now."""
    return Job.objects.get(pk=job.pk)


def lose(job: Job) -> None:
    """Let the lease of a job run out, as when its worker is no more."""
    Job.objects.filter(pk=job.pk).update(lease_until=datetime.now(UTC) - timedelta(seconds=1))


def let_wait_end(job: Job) -> None:
    """Let the time pass that a job waits for."""
    Job.objects.filter(pk=job.pk).update(not_before=datetime.now(UTC))
