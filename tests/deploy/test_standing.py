"""What Prometheus is told of the rows: how long jobs wait, which were given up, whether the schedule runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.jobs.conftest import lose
from watchlist.jobs.models import DEAD, Job
from watchlist.jobs.queue import claim, enqueue, sweep
from watchlist.jobs.scheduled_tasks import NOTIFY, SWEEP, carry_out
from watchlist.list_updates.change_models import RescreenDue
from watchlist.metrics import OWN
from watchlist.middleware.state_metrics import state_registry

pytestmark = pytest.mark.django_db


def _told(name: str, **labels: str) -> float | None:
    return state_registry().get_sample_value(name, labels)


def _job(kind: str, **state: object) -> Job:
    job = enqueue(kind=kind, subject="s", owner="officer")
    Job.objects.filter(pk=job.pk).update(**state)
    return job


def test_the_wait_of_a_kind_is_that_of_its_oldest_job_that_is_due() -> None:
    now = datetime.now(UTC)
    for waits in (600, 60, -600):
        _job("send_mail", not_before=now - timedelta(seconds=waits))
    _job("collect_list", not_before=now + timedelta(hours=1))
    waited = _told("watchlist_job_wait_seconds", kind="send_mail")
    assert waited is not None
    assert 600 <= waited < 660
    assert _told("watchlist_job_wait_seconds", kind="collect_list") is None


def test_dead_letters_are_told_by_kind() -> None:
    for kind in ("send_mail", "send_mail", "rescreen"):
        _job(kind, state=DEAD, error="it failed", ended_at=datetime.now(UTC))
    assert (_told("watchlist_jobs_dead", kind="send_mail"), _told("watchlist_jobs_dead", kind="rescreen")) == (2, 1)


def test_a_lost_worker_is_told_until_its_job_is_taken_back_and_then_counted() -> None:
    job = _job("collect_list")
    before = OWN.get_sample_value("watchlist_leases_lost_total", {"kind": "collect_list"}) or 0
    assert claim(job_id=job.pk)
    assert _told("watchlist_jobs_unheard") == 0
    lose(job)
    assert _told("watchlist_jobs_unheard") == 1
    sweep(now=datetime.now(UTC))
    assert _told("watchlist_jobs_unheard") == 0
    assert OWN.get_sample_value("watchlist_leases_lost_total", {"kind": "collect_list"}) == before + 1


def test_an_entry_of_the_schedule_says_when_it_ran_and_whether_it_stopped() -> None:
    carry_out(entry=NOTIFY, work=lambda: "nobody told")
    with pytest.raises(ZeroDivisionError):
        carry_out(entry=SWEEP, work=lambda: str(1 // 0))
    assert (_told("watchlist_duty_failed", entry=NOTIFY), _told("watchlist_duty_failed", entry=SWEEP)) == (0, 1)
    age = _told("watchlist_duty_age_seconds", entry=NOTIFY)
    assert age is not None
    assert 0 <= age < 60


def test_a_change_of_the_law_is_open_until_it_is_looked_back_on() -> None:
    assert (_told("watchlist_look_backs_open"), _told("watchlist_look_back_age_seconds")) == (0, 0)
    now = datetime.now(UTC)
    RescreenDue.objects.create(
        before=now - timedelta(days=2),
        after=now,
        because="a list changed",
        asked_by="curator",
        asked_at=now - timedelta(1),
    )
    assert _told("watchlist_look_backs_open") == 1
    assert (_told("watchlist_look_back_age_seconds") or 0) >= 86_400
