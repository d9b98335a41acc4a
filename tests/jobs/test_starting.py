"""How a job comes to run where there is no broker: after the commit, in this process or as the only other one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.conftest import lose, now_is
from watchlist import tasks
from watchlist.jobs.leases import Lease
from watchlist.jobs.local import LOCK, run_alone, take_lock
from watchlist.jobs.models import DONE, FAILED, QUEUED, Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tasks.WORK, "count", lambda lease: lease.heartbeat(int(lease.subject == "M1")))


@pytest.fixture
def build(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Return a build folder of this test's own."""
    settings.BUILD_DIR = tmp_path
    return tmp_path


def test_a_small_job_runs_here_once_what_it_is_about_is_committed(
    job: Job, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tasks.start([job.pk], here=True)
        assert now_is(job).state == QUEUED
    assert (now_is(job).state, now_is(job).done) == (DONE, 1)


def test_a_job_that_fails_here_fails_nobody_else(
    job: Job, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setitem(tasks.WORK, "count", lambda lease: lease.heartbeat(1 // 0))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.start([job.pk], here=True)
    assert now_is(job).state == FAILED


def test_who_asks_how_far_a_job_is_takes_it_back_from_a_lost_worker(job: Job, lease: Lease) -> None:
    lose(job)
    tasks.look_after_jobs()
    assert now_is(job).state == QUEUED


def test_what_is_due_is_run_until_nothing_is(job: Job, build: Path) -> None:
    assert run_alone(tasks.run_due)
    assert now_is(job).state == DONE


def test_one_process_runs_the_jobs_of_a_machine(job: Job, build: Path) -> None:
    lock = take_lock()
    assert lock is not None
    assert not run_alone(tasks.run_due)
    assert now_is(job).state == QUEUED
    assert run_alone(tasks.run_due, lock)
    assert now_is(job).state == DONE
    assert take_lock() is not None


def test_the_lock_says_which_process_runs_the_jobs(job: Job, build: Path) -> None:
    said = []
    tasks.WORK["count"] = lambda lease: said.append((build / LOCK).read_text())
    run_alone(tasks.run_due)
    assert said[0].isdigit()
