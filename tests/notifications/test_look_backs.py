"""A look-back that is done is told to those who read screenings, where it found something."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from tests.notifications.conftest import with_address
from watchlist.jobs.models import DEAD, Job
from watchlist.jobs.queue import enqueue
from watchlist.list_updates.change_models import RescreenDue
from watchlist.notifications.dispatch import notify
from watchlist.notifications.models import Told
from watchlist.notifications.sending import SEND_MAIL
from watchlist.screenings.rescreen.models import Rescreen
from watchlist.temporal import tick
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.django_db
COUNTS = {"lines": 900, "shipments_now_controlled": 4, "parties_now_controlled": 3}


def look_back(differ: int, controlled: int, done: bool = True) -> Rescreen:
    due = RescreenDue.objects.create(
        before=tick(), after=tick(), because="Acetone added", asked_by="schedule", asked_at=datetime.now(UTC)
    )
    counts = COUNTS | {"lines_that_differ": differ, "lines_now_controlled": controlled}
    said = {"summary": json.dumps(counts), "changed": "{}", "coverage": "All.", "done_at": datetime.now(UTC)}
    job = enqueue(kind="rescreen", subject=str(due.pk), owner="schedule")
    return Rescreen.objects.create(
        due=due,
        job=job,
        last_item=0,
        items=0,
        started_at=datetime.now(UTC),
        started_by="schedule",
        **(said if done else {}),
    )


@pytest.mark.parametrize(("differ", "mails"), [(13, 1), (0, 0)])
def test_people_who_read_screenings_are_told_once_of_what_was_found(
    officer: User, curator: User, differ: int, mails: int
) -> None:
    with_address(officer)
    row = look_back(differ, 12)
    notify()
    notify()
    assert Job.objects.filter(kind=SEND_MAIL, owner="officer").count() == mails
    assert not Job.objects.filter(kind=SEND_MAIL, owner="curator").exists()
    told = Told.objects.get(event="rescreen.done", subject=str(row.pk))
    assert told.title == "Look-back: 12 stored lines would now be controlled"
    assert "Acetone" not in told.text


def test_one_that_is_under_way_is_told_to_nobody(officer: User) -> None:
    look_back(1, 1, done=False)
    assert notify() == []


def test_webhooks_hear_counts_also_of_one_that_found_nothing(officer: User) -> None:
    subscribe(owner=officer, url="https://receiver.example/", events=["rescreen.done"])
    row = look_back(0, 0)
    notify()
    (delivery,) = WebhookDelivery.objects.all()
    told = {"rescreen": row.pk, "change_set": None, "lines": 900, "differ": 0}
    assert json.loads(delivery.payload)["data"] == told


def test_one_that_was_given_up_is_told_once_to_those_who_wait_for_it(officer: User) -> None:
    with_address(officer)
    row = look_back(1, 1, done=False)
    Job.objects.filter(pk=row.job_id).update(state=DEAD, ended_at=datetime.now(UTC), error="Unforeseen.")
    notify()
    notify()
    assert Job.objects.filter(kind=SEND_MAIL, owner="officer").count() == 1
    assert Told.objects.get().event == "rescreen.stuck"
