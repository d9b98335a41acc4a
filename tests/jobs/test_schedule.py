"""The entries of the schedule: made once, then the house's own; and jobs of which a subject has one at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

from tests.waiting import wait_for
from tests.working import working
from watchlist.jobs.leases import JobDidNotFail
from watchlist.jobs.models import DEAD, DONE, FAILED, QUEUED, RUNNING, Job
from watchlist.jobs.queue import enqueue_alone, requeue
from watchlist.jobs.scheduled_tasks import SCHEDULED_TASKS, DutyRun, carry_out
from watchlist.jobs.timetable import Timing, next_run, reschedule, timing_of
from watchlist.periodic_tasks import WORK_OF_TASK

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_every_duty_has_an_entry_and_a_task_that_does_it() -> None:
    assert {(duty.name, duty.task) for duty in SCHEDULED_TASKS} == set(PeriodicTask.objects.values_list("name", "task"))
    assert set(WORK_OF_TASK) == {duty.name for duty in SCHEDULED_TASKS}
    current_app.loader.import_default_modules()
    assert {"watchlist.run_job", *(duty.task for duty in SCHEDULED_TASKS)} <= set(current_app.tasks)


@pytest.mark.django_db
def test_the_start_of_the_beat_puts_no_entry_back_that_a_person_edited_or_took_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The beat closes the connection of its process now and then; here that would be the transaction of the test.
    monkeypatch.setattr("django_celery_beat.schedulers.close_old_connections", lambda: None)
    reschedule(entry=PeriodicTask.objects.get(name="tell"), timing=Timing(3, "hours"), enabled=True, actor="curator")
    PeriodicTask.objects.get(name="announce_changes").delete()
    loaded = DatabaseScheduler(app=current_app)
    assert loaded.schedule["tell"].schedule.run_every == timedelta(hours=3)
    assert "announce_changes" not in loaded.schedule
    assert "celery.backend_cleanup" not in loaded.schedule
    assert timing_of(PeriodicTask.objects.get(name="tell")) == Timing(3, "hours")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("timing", "last", "due"),
    [
        (Timing(15, "minutes"), NOW - timedelta(minutes=5), NOW + timedelta(minutes=10)),
        (Timing(15, "minutes"), NOW - timedelta(hours=5), NOW),
        (Timing(cron="30 6 * * *"), NOW, NOW + timedelta(hours=21, minutes=30)),
    ],
)
def test_the_next_run_is_worked_out_from_the_last(
    timing: Timing, last: datetime, due: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = reschedule(entry=PeriodicTask.objects.get(name="tell"), timing=timing, enabled=True, actor="curator")
    entry.last_run_at = last
    schedule = entry.schedule
    schedule.nowfun = lambda: NOW
    monkeypatch.setattr(PeriodicTask, "schedule", schedule)
    assert next_run(entry, NOW) == due
    entry.enabled = False
    assert next_run(entry, NOW) is None


@pytest.mark.django_db
def test_an_entry_keeps_its_last_run_alone() -> None:
    assert carry_out(entry="sweep_jobs", work=lambda: "1 job started") == "1 job started"
    assert carry_out(entry="sweep_jobs", work=lambda: "2 jobs started") == "2 jobs started"
    run = DutyRun.objects.get(entry="sweep_jobs")
    assert (run.result, run.error) == ("2 jobs started", "")
    assert run.ended_at >= run.started_at


@pytest.mark.django_db
@pytest.mark.parametrize("state", [QUEUED, FAILED, RUNNING])
def test_a_source_has_one_job_at_a_time(state: str) -> None:
    first = enqueue_alone(kind="collect_list", subject="xx-acts", owner="schedule")
    assert first is not None
    held: dict[str, Any] = {"lease": first.pk, "lease_until": NOW} if state == RUNNING else {}
    Job.objects.filter(pk=first.pk).update(state=state, error="No.", **held)
    assert enqueue_alone(kind="collect_list", subject="xx-acts", owner="schedule") is None
    assert enqueue_alone(kind="collect_list", subject="yy-acts", owner="schedule") is not None
    Job.objects.filter(pk=first.pk).update(state=DONE, ended_at=NOW, lease=None, lease_until=None)
    assert enqueue_alone(kind="collect_list", subject="xx-acts", owner="schedule") is not None


@pytest.mark.django_db
def test_a_dead_job_is_not_queued_again_beside_one_that_does_the_same() -> None:
    dead = enqueue_alone(kind="collect_list", subject="xx-acts", owner="schedule")
    assert dead is not None
    Job.objects.filter(pk=dead.pk).update(state=DEAD, error="No.", ended_at=NOW)
    enqueue_alone(kind="collect_list", subject="xx-acts", owner="schedule")
    with pytest.raises(JobDidNotFail):
        requeue(job=dead, actor="officer")


@pytest.mark.servers
def test_a_beat_that_is_killed_goes_on_with_what_was_edited_meanwhile(tmp_path: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), working(tmp_path, broker=True) as service:
        entries, runs = PeriodicTask.objects.using("working"), DutyRun.objects.using("working")
        service.start("worker", "beat")
        wait_for(lambda: runs.filter(entry="sweep_jobs").exists(), "the first look after jobs")
        assert entries.get(name="sweep_jobs").last_run_at is not None
        service.kill9("beat")
        service.manage("shell", "--no-imports", "-c", EVERY_SECOND)
        service.start("beat")
        wait_for(lambda: runs.filter(entry="tell").exists(), "the telling that an edit made due each second")
        assert runs.get(entry="tell").error == ""
        assert entries.get(name="tell").interval.every == 1


EVERY_SECOND = """
from django_celery_beat.models import PeriodicTask
from watchlist.jobs.timetable import Timing, reschedule
entry = PeriodicTask.objects.get(name="tell")
reschedule(entry=entry, timing=Timing(1, "seconds"), enabled=True, actor="curator")
"""
