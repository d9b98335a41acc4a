"""One attempt at a job: what its work says, and what its row says after that."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.jobs.conftest import let_wait_end, now_is
from watchlist.engine.errors import CorrectTheData
from watchlist.jobs.leases import Lease, TryAgain
from watchlist.jobs.models import CANCELLED, DEAD, DONE, FAILED, RUNNING, Job
from watchlist.jobs.queue import claim, request_cancel
from watchlist.jobs.running import Work, run_work

pytestmark = pytest.mark.django_db


def raising(error: Exception) -> Work:
    """Return work that comes to this."""

    def work(lease: Lease) -> None:
        raise error

    return work


def attempt(job: Job, work: Work) -> Job:
    run_work(job_id=job.pk, work={"count": work})
    return now_is(job)


def test_work_that_returns_is_done(job: Job) -> None:
    assert attempt(job, lambda lease: lease.heartbeat(3, 3)).state == DONE


@pytest.mark.parametrize(
    ("error", "state", "said"),
    [
        (CorrectTheData("The file cannot be read."), DEAD, "The file cannot be read."),
        (TryAgain("The receiver answered 503."), FAILED, "The receiver answered 503."),
        (ZeroDivisionError("of secrets"), FAILED, "Unforeseen: ZeroDivisionError; the log has the rest."),
    ],
)
def test_work_that_fails_says_whether_to_try_again(job: Job, error: Exception, state: str, said: str) -> None:
    row = attempt(job, raising(error))
    assert (row.state, row.error) == (state, said)


def test_the_log_has_what_was_not_foreseen(job: Job, caplog: pytest.LogCaptureFixture) -> None:
    attempt(job, raising(ZeroDivisionError("by nought")))
    assert "by nought" in caplog.text


def test_work_whose_end_is_asked_stops_at_its_next_step(job: Job) -> None:
    def work(lease: Lease) -> None:
        lease.heartbeat(1)
        request_cancel(job=job, actor="officer")
        lease.heartbeat(2)

    row = attempt(job, work)
    assert (row.state, row.done) == (CANCELLED, 1)


def test_work_may_end_its_lease_itself(job: Job) -> None:
    row = attempt(job, lambda lease: lease.fail("The receiver is gone.", retry=False))
    assert (row.state, row.error) == (DEAD, "The receiver is gone.")


def test_a_job_that_another_worker_holds_is_left_to_it(job: Job, lease: Lease) -> None:
    assert attempt(job, raising(ZeroDivisionError())).state == RUNNING


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(job: Job) -> None:
    run_work(job_id=job.pk, work={})
    assert now_is(job).state == FAILED
    let_wait_end(job)
    assert claim(job_id=job.pk) is not None


def test_a_message_of_no_job_is_nothing() -> None:
    run_work(job_id=uuid4(), work={})
    assert not Job.objects.exists()
