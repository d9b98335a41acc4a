"""Which queue a job's message goes into: what may last does not hold up what is short."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as service

from config.celery import app
from watchlist import tasks
from watchlist.jobs.models import COLLECT_LIST
from watchlist.jobs.queue import enqueue
from watchlist.jobs.routes import ROUTES
from watchlist.notifications.sending import SEND_MAIL
from watchlist.retention.purge import LET_GO
from watchlist.screenings.rescreen.starting import RESCREEN
from watchlist.screenings.uploads import SCREEN_MANIFEST
from watchlist.webhooks.announcing import DELIVER_WEBHOOK

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "queue"),
    [
        (SCREEN_MANIFEST, "batch"),
        (RESCREEN, "rescreen"),
        (COLLECT_LIST, "lists"),
        (LET_GO, "batch"),
        (SEND_MAIL, "interactive"),
        (DELIVER_WEBHOOK, "interactive"),
    ],
)
def test_a_message_goes_into_the_queue_of_its_kind(
    kind: str,
    queue: str,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.CELERY_BROKER_URL = "memory://"
    sent: list[tuple[str, tuple[str, ...], str]] = []

    def send(name: str, args: tuple[str, ...], *, queue: str, **_: Any) -> None:
        sent.append((name, args, queue))

    monkeypatch.setattr(app, "send_task", send)
    job = enqueue(kind=kind, subject="s", owner="officer")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.start([job.pk])
    assert sent == [("watchlist.run_job", (str(job.pk),), queue)]
    assert queue in service.CELERY_TASK_QUEUES


def test_every_kind_of_job_has_a_route() -> None:
    assert tasks.WORK.keys() == ROUTES.keys()
