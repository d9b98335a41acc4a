"""Workers, beat and broker are killed in the middle of their work: nothing is lost, nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.counting import KIND
from tests.waiting import wait_for
from tests.working import Working, working
from watchlist.audit.models import AuditEvent
from watchlist.jobs.models import DONE, Job
from watchlist.jobs.queue import MOST_ATTEMPTS

pytestmark = pytest.mark.servers
NUMBERS = 1_000
SETTINGS = "tests.jobs.settings"
CLAIM_ALL = """
from tests.forks import in_forks
from watchlist.jobs.models import Job
from watchlist.jobs.queue import claim
ids = sorted(Job.objects.values_list("pk", flat=True))
print(*in_forks(3, lambda _: sum(claim(job_id=job_id) is not None for job_id in ids)))
"""


@pytest.fixture(autouse=True)
def reads(django_db_blocker: Any) -> Iterator[None]:
    """Let the tests read the database of the processes, which is not that of the other tests."""
    with django_db_blocker.unblock():
        yield


def enqueue_count(numbers: int = NUMBERS) -> Job:
    now = datetime.now(UTC)
    return Job.objects.using("working").create(
        kind=KIND, subject=str(numbers), owner="officer", not_before=now, created_at=now, most_attempts=MOST_ATTEMPTS
    )


def row(job: Job) -> Job:
    return Job.objects.using("working").get(pk=job.pk)


def wait_past(job: Job, done: int) -> None:
    wait_for(lambda: row(job).done >= done, f"{done} of {NUMBERS} numbers")


def wait_until_done(job: Job) -> None:
    wait_for(lambda: row(job).state == DONE, "the job is done")


def look_at_jobs(service: Working) -> None:
    """Do what a page that shows how far a job is does."""
    service.manage("shell", "--no-imports", "-c", "from watchlist.tasks import look_after_jobs as look; look()")


def start_without_broker(service: Working, job: Job) -> None:
    """Start a job while the broker is down: no fault reaches who asks for it."""
    service.manage("shell", "--no-imports", "-c", f"from watchlist.tasks import start; start(['{job.pk}'])")
    assert row(job).sent_at is None


def each_number_once(service: Working, *jobs: Job) -> bool:
    """Say whether the trail holds every number of these jobs once, in its order, and holds."""
    service.manage("verify_audit")
    keys = AuditEvent.objects.using("working").order_by("sequence").values_list("target_key", flat=True)
    counted = {job: [int(key.split()[1]) for key in keys if key.startswith(str(job.pk))] for job in jobs}
    return all(numbers == list(range(int(job.subject))) for job, numbers in counted.items())


def test_jobs_outlive_their_worker_their_beat_and_their_broker(tmp_path: Path) -> None:
    with working(tmp_path, broker=True, settings=SETTINGS) as service:
        first = enqueue_count()
        service.start("worker", "beat")
        wait_past(first, 1)
        service.kill9("worker")
        assert row(first).done < NUMBERS
        service.start("worker")
        wait_past(first, row(first).done + 1)
        service.kill9("broker")
        service.kill9("beat")
        assert row(first).done < NUMBERS
        second = enqueue_count(100)
        start_without_broker(service, second)
        service.start("broker", "beat")
        wait_until_done(first)
        wait_until_done(second)
        assert each_number_once(service, first, second)


def test_without_a_broker_the_job_outlives_its_process(tmp_path: Path) -> None:
    with working(tmp_path, broker=False, settings=SETTINGS) as service:
        job = enqueue_count()
        look_at_jobs(service)
        wait_past(job, 1)
        service.kill9_local()
        assert row(job).done < NUMBERS
        wait_for(lambda: not Job.objects.using("working").filter(lease_until__gt=datetime.now(UTC)).exists(), "stale")
        look_at_jobs(service)
        wait_until_done(job)
        assert each_number_once(service, job)


def test_of_many_who_begin_a_job_at_the_same_moment_one_does(tmp_path: Path) -> None:
    jobs = 150
    with working(tmp_path, broker=False, settings=SETTINGS) as service:
        for _ in range(jobs):
            enqueue_count(0)
        claimed = service.manage("shell", "--no-imports", "-c", CLAIM_ALL).split()
        assert (len(claimed), sum(map(int, claimed))) == (3, jobs)
