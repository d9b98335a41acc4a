"""The page of the schedule: what it says of each entry, and who may change when one is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_celery_beat.models import IntervalSchedule, PeriodicTask, PeriodicTasks

from watchlist.audit.models import AuditEvent
from watchlist.jobs.scheduled_tasks import SCHEDULED_TASKS, carry_out
from watchlist.jobs.timetable import Timing, schedule_source, timing_of
from watchlist.list_updates.models import Collection, ListSource

pytestmark = pytest.mark.django_db
LIST = reverse("admin:django_celery_beat_periodictask_changelist")
ADD = reverse("admin:django_celery_beat_periodictask_add")
HOURLY = {"every": "1", "period": "hours", "cron": "", "enabled": "on"}


def entry(name: str = "collect") -> PeriodicTask:
    return PeriodicTask.objects.get(name=name)


def page_of(row: PeriodicTask) -> str:
    return reverse("admin:django_celery_beat_periodictask_change", args=[row.pk])


@pytest.fixture
def with_a_beat(settings: LazySettings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> ListSource:
    """Return a source that is declared here, and was looked at once."""
    monkeypatch.setattr("watchlist.web.operations.schedule.declared_sources", lambda: {"xx-acts": None})
    held, now = ListSource.objects.create(key="xx-acts"), datetime(2026, 3, 2, 9, tzinfo=UTC)
    Collection.objects.create(
        source=held,
        started_at=now,
        ended_at=now + timedelta(seconds=200),
        outcome="failed",
        code="refused",
        detail="403",
    )
    return held


def test_each_entry_is_shown_with_its_last_run_its_result_how_long_it_took_and_the_next(
    client: Client, curator: User, source: ListSource, with_a_beat: None
) -> None:
    carry_out(entry="collect", work=lambda: "2 sources due, 1 job started")
    PeriodicTask.objects.filter(name="collect").update(last_run_at=datetime.now(UTC))
    client.force_login(curator)
    page = client.get(LIST).content.decode()
    assert all(duty.title in page for duty in SCHEDULED_TASKS)
    for words in ("2 sources due, 1 job started", "0.0 s", "every 15 minutes", "UTC", "not carried out yet"):
        assert words in page
    assert "last look: xx-acts, failed, refused, 2 Mar 2026 09:03 UTC, 3 min 20 s" in page


def test_where_no_beat_runs_the_line_of_cron_is_shown(client: Client, curator: User) -> None:
    client.force_login(curator)
    page = client.get(LIST).content.decode()
    for duty in SCHEDULED_TASKS:
        assert duty.cron in page
    assert "by cron" in page


def test_what_stopped_in_the_middle_is_said(client: Client, curator: User) -> None:
    with pytest.raises(ZeroDivisionError):
        carry_out(entry="collect", work=lambda: str(1 // 0))
    client.force_login(curator)
    assert "It stopped in the middle" in client.get(page_of(entry())).content.decode()


def test_what_the_beat_sent_and_no_worker_did_is_said(client: Client, curator: User, with_a_beat: None) -> None:
    PeriodicTask.objects.filter(name="collect").update(last_run_at=datetime.now(UTC) - timedelta(hours=1))
    client.force_login(curator)
    assert "carried out by no worker yet" in client.get(page_of(entry())).content.decode()


def test_a_curator_sets_when_an_entry_is_due_and_the_trail_and_the_beat_learn_of_it(
    client: Client, curator: User
) -> None:
    before = PeriodicTasks.last_change()
    client.force_login(curator)
    client.post(page_of(entry()), HOURLY)
    client.post(page_of(entry("tell")), {**HOURLY, "cron": "30 6 * * 1"})
    assert timing_of(entry()) == Timing(1, "hours")
    assert timing_of(entry("tell")).cron == "30 6 * * 1"
    assert [(event.actor, event.verb, event.target_key) for event in AuditEvent.objects.order_by("sequence")] == [
        ("curator", "reschedule", "collect"),
        ("curator", "reschedule", "tell"),
    ]
    assert before is None or PeriodicTasks.last_change() > before


def test_an_entry_is_switched_off(client: Client, curator: User) -> None:
    client.force_login(curator)
    client.post(page_of(entry()), {key: HOURLY[key] for key in HOURLY if key != "enabled"})
    assert not entry().enabled


def test_what_is_set_for_one_entry_is_set_for_no_other(client: Client, curator: User) -> None:
    IntervalSchedule.objects.create(every=1, period="hours")
    client.force_login(curator)
    client.post(page_of(entry()), HOURLY)
    client.post(page_of(entry("rescreen")), HOURLY)
    client.post(page_of(entry()), {**HOURLY, "every": "2"})
    assert timing_of(entry("rescreen")) == Timing(1, "hours")


@pytest.mark.parametrize(
    "said",
    [{"every": "0"}, {"every": "x"}, {"period": "weeks"}, {"every": ""}, {"cron": "30 6 * *"}, {"cron": "99 6 * * *"}],
)
def test_what_is_no_time_is_refused_and_nothing_changes(client: Client, curator: User, said: dict[str, str]) -> None:
    client.force_login(curator)
    answer = client.post(page_of(entry()), HOURLY | said, follow=True)
    assert answer.status_code == 200
    assert timing_of(entry()) == Timing(15, "minutes")
    assert not AuditEvent.objects.exists()


def test_a_source_gets_times_of_its_own_and_loses_them(client: Client, curator: User, source: ListSource) -> None:
    client.force_login(curator)
    client.post(ADD, {"source": "xx-acts", "every": "", "period": "hours", "cron": "15 5 * * *"})
    own = entry("collect xx-acts")
    assert (own.task, own.args) == ("watchlist.collect", '["xx-acts"]')
    assert "Look at xx-acts" in client.get(LIST).content.decode()
    client.post(page_of(own), {"drop": "1"})
    assert not PeriodicTask.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("said", [{"every": "5", "period": "minutes"}, {"every": "", "cron": "*/5 * * * *"}])
def test_a_publisher_is_not_asked_more_often_than_every_quarter_of_an_hour(
    client: Client, curator: User, source: ListSource, said: dict[str, str]
) -> None:
    client.force_login(curator)
    client.post(ADD, {"source": "xx-acts", "period": "hours", "cron": ""} | said)
    assert not PeriodicTask.objects.filter(name__startswith="collect ").exists()


def test_an_entry_of_the_service_is_switched_off_and_never_taken_away(client: Client, curator: User) -> None:
    client.force_login(curator)
    client.post(page_of(entry()), {"drop": "1"})
    assert entry()


def test_who_only_reads_the_schedule_changes_nothing(client: Client, officer: User, source: ListSource) -> None:
    own = schedule_source(key="xx-acts", timing=Timing(6, "hours"), actor="curator")
    client.force_login(officer)
    page = client.get(page_of(own))
    assert page.status_code == 200
    assert 'name="every"' not in page.content.decode()
    asked: list[Any] = [client.post(page_of(own), HOURLY), client.post(page_of(own), {"drop": "1"}), client.get(ADD)]
    asked.append(client.post(ADD, {"source": "xx-acts", **HOURLY}))
    assert [answer.status_code for answer in asked] == [403] * 4
    assert timing_of(entry("collect xx-acts")) == Timing(6, "hours")


def test_an_outsider_is_shown_nothing_of_it(client: Client, person: Any) -> None:
    stranger = person("stranger", "Programs")
    client.force_login(stranger)
    assert client.get(LIST).status_code == 403
    assert client.get(page_of(entry())).status_code == 403


@pytest.mark.parametrize("model", ["intervalschedule", "crontabschedule", "solarschedule", "clockedschedule"])
def test_no_page_takes_any_task_with_any_arguments(client: Client, admin_client: Client, model: str) -> None:
    assert admin_client.get(f"/admin/django_celery_beat/{model}/").status_code == 404
