"""The clock of a machine jumps: a job is done once, the law's clock only goes on, and no session lasts longer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from tests.faults.making import clock_at
from watchlist.audit.chain import append
from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.jobs.leases import Lease, LeaseLost
from watchlist.jobs.models import DONE, Job
from watchlist.jobs.queue import claim, enqueue, sweep
from watchlist.temporal import last_tick, tick

pytestmark = pytest.mark.django_db
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.fixture
def job() -> Job:
    return enqueue(kind="count", subject="M1", owner="officer")


def begun(job: Job) -> Lease:
    lease = claim(job_id=job.pk)
    assert lease is not None
    return lease


def counted(lease: Lease, number: int) -> None:
    """Do a step of work: what it writes stands in the trail, so that a second time would be seen."""
    with lease.step(number):
        append(
            actor="worker",
            verb="count",
            target_kind="line",
            target_key=str(number),
            payload={},
            at=datetime.now(UTC),
        )


def numbers() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("target_key", flat=True))


def taken_by_another(job: Job) -> Lease:
    assert [row.pk for row in sweep(now=datetime.now(UTC))] == [job.pk]
    return begun(job)


@pytest.mark.parametrize("jump", [-HOUR, -YEAR])
def test_a_worker_whose_clock_goes_back_loses_its_job_and_no_line_is_done_twice(
    job: Job, jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the others it is late from then on: they take the job, and what it still writes is refused."""
    slow = begun(job)
    counted(slow, 1)
    with monkeypatch.context() as patched:
        clock_at(patched, jump)
        counted(slow, 2)
    other = taken_by_another(job)
    assert other.done == 2
    with pytest.raises(LeaseLost):
        counted(slow, 3)
    counted(other, 3)
    other.finish()
    job.refresh_from_db()
    assert (job.state, job.done, numbers()) == (DONE, 3, ["1", "2", "3"])


@pytest.mark.parametrize("jump", [HOUR, YEAR])
def test_a_clock_that_goes_on_takes_a_job_from_its_worker_and_nothing_is_done_twice(
    job: Job, jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begun(job)
    counted(first, 1)
    with monkeypatch.context() as patched:
        clock_at(patched, jump)
        assert [row.pk for row in sweep(now=datetime.now(UTC) + jump)] == [job.pk]
        other = begun(job)
        with pytest.raises(LeaseLost):
            counted(first, 2)
        counted(other, 2)
        other.finish()
    job.refresh_from_db()
    assert (job.state, numbers()) == (DONE, ["1", "2"])


def test_a_job_that_was_queued_ahead_of_the_clock_waits_and_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        clock_at(patched, HOUR)
        early = enqueue(kind="count", subject="M2", owner="officer")
    assert sweep(now=datetime.now(UTC)) == []
    assert claim(job_id=early.pk) is None
    assert [row.pk for row in sweep(now=datetime.now(UTC) + HOUR)] == [early.pk]


@pytest.mark.parametrize("jump", [-YEAR, -HOUR, HOUR, YEAR])
def test_the_clock_of_the_law_only_goes_on(jump: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        before = tick()
        with monkeypatch.context() as patched:
            clock_at(patched, jump)
            then = tick()
        after = tick()
    assert before < then < after
    assert last_tick() == after


def test_the_trail_holds_over_acts_whose_instants_go_back(job: Job) -> None:
    said = {"actor": "a", "verb": "count", "target_kind": "line", "payload": {}}
    for number, jump in enumerate((timedelta(0), YEAR, -HOUR, HOUR)):
        append(target_key=str(number), at=datetime.now(UTC) + jump, **said)  # type: ignore[arg-type]
    assert not list(broken_links())


@pytest.mark.parametrize(("jump", "status"), [(-HOUR, 200), (YEAR, 302)])
def test_a_session_ends_when_the_clock_goes_on_and_lasts_no_longer_when_it_goes_back(
    officer: User, jump: timedelta, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(officer)
    session = client.session
    now = datetime.now(UTC).timestamp()
    session["since"] = session["seen"] = now
    session.save()
    page = "/admin/password_change/"
    with monkeypatch.context() as patched:
        patched.setattr("watchlist.middleware.sessions.time.time", lambda: now + jump.total_seconds())
        assert client.get(page).status_code == status
    later = now + 13 * HOUR.total_seconds()
    monkeypatch.setattr("watchlist.middleware.sessions.time.time", lambda: later)
    assert client.get(page).status_code == 302


def test_the_day_of_the_law_is_that_of_the_clock() -> None:
    assert date.today() == datetime.now(UTC).date()  # noqa: DTZ011 - that no zone of a machine moves it
