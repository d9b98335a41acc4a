"""Who holds a job, what that lets him write, and what becomes of what he did not finish."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.jobs.conftest import let_wait_end, lose, now_is
from watchlist.audit.chain import append
from watchlist.audit.models import AuditEvent
from watchlist.conf import lease_length
from watchlist.jobs.leases import LONGEST_WAIT, CancelAsked, Lease, LeaseLost, back_off
from watchlist.jobs.models import DEAD, DONE, FAILED, QUEUED, RUNNING, Job
from watchlist.jobs.queue import claim, due, enqueue, request_cancel, sweep

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def note(what: str) -> None:
    """Write something, as the work inside a step does."""
    append(actor="worker", verb="count", target_kind="line", target_key=what, payload={}, at=NOW)


def note_and_lose(job: Job) -> None:
    note("1")
    lose(job)
    sweep(now=datetime.now(UTC))


def test_a_job_is_begun_once(job: Job) -> None:
    first, second = claim(job_id=job.pk), claim(job_id=job.pk)
    assert first is not None
    assert second is None
    assert now_is(job).state == RUNNING


def test_a_job_is_not_begun_before_its_time() -> None:
    later = enqueue(kind="count", subject="M1", owner="officer")
    Job.objects.filter(pk=later.pk).update(not_before=datetime.now(UTC) + timedelta(hours=1))
    assert claim(job_id=later.pk) is None


def test_a_step_keeps_its_work_and_its_progress_and_holds_on(job: Job, lease: Lease) -> None:
    Job.objects.update(lease_until=datetime.now(UTC))
    with lease.step(10, 20, "reading"):
        note("1")
    row = now_is(job)
    assert (row.done, row.total, row.stage) == (10, 20, "reading")
    assert row.lease_until is not None
    assert row.lease_until > datetime.now(UTC) + lease_length() / 2
    assert AuditEvent.objects.count() == 1


def test_a_step_that_fails_keeps_neither_its_work_nor_its_progress(job: Job, lease: Lease) -> None:
    with pytest.raises(ZeroDivisionError), lease.step(10):
        note(str(1 // 0))
    assert now_is(job).done == 0


def test_what_a_step_wrote_is_undone_where_the_lease_was_taken_over_meanwhile(job: Job, lease: Lease) -> None:
    with pytest.raises(LeaseLost), lease.step(10):
        note_and_lose(job)
    assert not AuditEvent.objects.exists()


def test_a_worker_whose_job_another_one_holds_can_commit_nothing_more(job: Job, lease: Lease) -> None:
    lose(job)
    sweep(now=datetime.now(UTC))
    other = claim(job_id=job.pk)
    assert other is not None
    with pytest.raises(LeaseLost), lease.step(10):
        note("1")
    for write in (lambda: lease.heartbeat(11), lease.finish, lambda: lease.fail("It failed.", retry=True)):
        with pytest.raises(LeaseLost):
            write()
    assert (now_is(job).lease, now_is(job).done) == (other.token, 0)
    assert not AuditEvent.objects.exists()


def test_a_worker_that_was_late_and_not_replaced_goes_on(job: Job, lease: Lease) -> None:
    lose(job)
    with lease.step(10):
        note("1")
    assert now_is(job).done == 10


def test_the_next_worker_begins_where_the_last_one_stopped(job: Job, lease: Lease) -> None:
    lease.heartbeat(10, stage="reading")
    lose(job)
    assert sweep(now=datetime.now(UTC)) == [job]
    again = claim(job_id=job.pk)
    assert again is not None
    assert (again.done, again.stage) == (10, "reading")


def test_progress_never_falls(job: Job, lease: Lease) -> None:
    lease.heartbeat(10)
    lease.heartbeat(3)
    assert now_is(job).done == 10


def test_a_job_whose_worker_is_heard_of_is_left_alone(job: Job, lease: Lease) -> None:
    assert sweep(now=datetime.now(UTC)) == []
    assert now_is(job).state == RUNNING


def test_a_job_that_loses_its_workers_without_getting_further_is_dead(job: Job) -> None:
    for _ in range(job.most_attempts):
        assert claim(job_id=job.pk) is not None
        lose(job)
        sweep(now=datetime.now(UTC))
    row = now_is(job)
    assert (row.state, row.attempts) == (DEAD, job.most_attempts)
    assert "lost" in row.error
    assert row.ended_at is not None


def test_a_long_job_outlives_any_number_of_lost_workers(job: Job) -> None:
    for attempt in range(3 * job.most_attempts):
        lease = claim(job_id=job.pk)
        assert lease is not None
        lease.heartbeat(attempt + 1)
        lose(job)
        sweep(now=datetime.now(UTC))
    assert now_is(job).state == QUEUED


def test_a_failed_attempt_is_tried_again_after_a_while_and_at_last_no_more(job: Job) -> None:
    for attempt in range(1, job.most_attempts + 1):
        lease = claim(job_id=job.pk)
        assert lease is not None
        assert lease.attempt == attempt
        lease.fail("The receiver did not answer.", retry=True)
        assert not due(now=datetime.now(UTC)).exists()
        let_wait_end(job)
    assert now_is(job).state == DEAD
    assert now_is(job).error == "The receiver did not answer."


def test_what_no_attempt_mends_is_dead_at_once(job: Job, lease: Lease) -> None:
    lease.fail("The file cannot be read.", retry=False)
    assert now_is(job).state == DEAD


def test_a_failed_job_says_when_it_is_tried_again(job: Job, lease: Lease) -> None:
    lease.fail("The receiver did not answer.", retry=True)
    row = now_is(job)
    assert row.state == FAILED
    assert row.ended_at is None
    assert row.not_before > datetime.now(UTC)


def test_what_succeeds_in_the_end_has_no_error(job: Job, lease: Lease) -> None:
    lease.fail("The receiver did not answer.", retry=True)
    let_wait_end(job)
    again = claim(job_id=job.pk)
    assert again is not None
    again.finish()
    assert (now_is(job).state, now_is(job).error) == (DONE, "")


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 15), (2, 30), (3, 60), (4, 120), (9, 3600), (500, 3600)])
def test_waits_double_up_to_an_hour_and_spread(attempts: int, seconds: int) -> None:
    assert back_off(attempts, 0.0) == timedelta(seconds=seconds) <= LONGEST_WAIT
    assert back_off(attempts, 1.0) == timedelta(seconds=seconds) * 0.75


def test_a_running_job_hears_at_its_next_step_that_its_end_is_asked(job: Job, lease: Lease) -> None:
    request_cancel(job=job, actor="officer")
    with pytest.raises(CancelAsked), lease.step(10):
        note("1")
    with pytest.raises(CancelAsked):
        lease.heartbeat(10)
    assert not AuditEvent.objects.filter(verb="count").exists()


def test_a_job_is_told_of_again_only_after_a_while(job: Job) -> None:
    now = datetime.now(UTC)
    Job.objects.update(sent_at=now)
    assert sweep(now=now) == []
    assert sweep(now=now + timedelta(minutes=2)) == [job]
