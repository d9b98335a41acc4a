"""What a person may ask of a job, and what the trail keeps of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.jobs.conftest import lose, now_is
from watchlist.audit.models import AuditEvent
from watchlist.jobs.leases import JobDidNotFail, JobIsOver, Lease
from watchlist.jobs.models import CANCELLED, DEAD, DONE, FAILED, QUEUED, RUNNING, Job
from watchlist.jobs.queue import claim, request_cancel, requeue, sweep

pytestmark = pytest.mark.django_db


def acts() -> list[tuple[str, str, str]]:
    events = AuditEvent.objects.filter(target_kind="job").order_by("sequence")
    return [(event.actor, event.verb, event.target_key) for event in events]


def test_a_job_that_waits_is_cancelled_at_once(job: Job) -> None:
    assert request_cancel(job=job, actor="officer").state == CANCELLED
    assert claim(job_id=job.pk) is None
    assert acts() == [("officer", "cancel", str(job.pk))]


def test_a_job_that_runs_goes_on_until_its_worker_hears_of_it(job: Job, lease: Lease) -> None:
    assert request_cancel(job=job, actor="officer").state == RUNNING
    lease.cancel()
    row = now_is(job)
    assert (row.state, row.cancel_asked_by) == (CANCELLED, "officer")


def test_a_lost_worker_does_not_keep_a_job_from_its_end(job: Job, lease: Lease) -> None:
    request_cancel(job=job, actor="officer")
    lose(job)
    assert sweep(now=datetime.now(UTC)) == []
    assert now_is(job).state == CANCELLED


def test_a_job_whose_end_is_asked_is_not_tried_again(job: Job, lease: Lease) -> None:
    request_cancel(job=job, actor="officer")
    lease.fail("The receiver did not answer.", retry=True)
    assert now_is(job).state == CANCELLED


def test_to_ask_twice_is_to_ask_once(job: Job, lease: Lease) -> None:
    request_cancel(job=job, actor="officer")
    assert request_cancel(job=job, actor="second-officer").cancel_asked_by == "officer"
    assert len(acts()) == 1


def test_what_is_over_cannot_be_cancelled_and_leaves_nothing_in_the_trail(job: Job, lease: Lease) -> None:
    lease.finish()
    with pytest.raises(JobIsOver):
        request_cancel(job=job, actor="officer")
    assert acts() == []


def test_a_dead_letter_is_queued_again_with_all_its_attempts(job: Job, lease: Lease) -> None:
    lease.fail("The file cannot be read.", retry=False)
    assert requeue(job=job, actor="second-officer").state == QUEUED
    again = claim(job_id=job.pk)
    assert again is not None
    assert again.attempt == 1
    assert acts() == [("second-officer", "requeue", str(job.pk))]
    said = json.loads(AuditEvent.objects.get().payload.body)
    assert (said["state"], said["error"]) == (DEAD, "The file cannot be read.")


def test_a_failed_job_need_not_wait(job: Job, lease: Lease) -> None:
    lease.fail("The receiver did not answer.", retry=True)
    requeue(job=job, actor="officer")
    assert claim(job_id=job.pk) is not None


def test_only_what_failed_is_queued_again(job: Job) -> None:
    with pytest.raises(JobDidNotFail):
        requeue(job=job, actor="officer")
    assert acts() == []


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("job_state_is_known", {"state": "lost"}),
        ("job_is_held_while_it_runs", {"state": RUNNING}),
        ("job_is_held_while_it_runs", {"lease_until": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("job_has_an_end_once_over", {"state": DONE}),
        ("job_has_an_end_once_over", {"ended_at": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("job_done_within_total", {"done": 2, "total": 1}),
        ("job_cancel_has_who_asked", {"cancel_asked_at": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("job_failure_says_how", {"state": FAILED}),
    ],
)
def test_the_database_holds_no_job_that_contradicts_itself(job: Job, rule: str, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**fields)
