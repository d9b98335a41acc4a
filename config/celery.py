"""The queue of the workers: `celery -A config worker`, and `celery -A config beat` beside them."""

from __future__ import annotations

import os
import sys
from typing import Any

from celery import Celery  # type: ignore[import-untyped]
from celery.signals import (  # type: ignore[import-untyped]
    heartbeat_sent,
    worker_init,
    worker_process_init,
    worker_shutting_down,
)
from kombu.exceptions import OperationalError

from watchlist.jobs import BrokerAway, Route, request_end

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

RUN_JOB = "watchlist.run_job"

app = Celery("watchlist", include=["config.tasks"])
app.config_from_object("django.conf:settings", namespace="CELERY")


def send(job_id: str, route: Route) -> None:
    """Send the message by which a worker runs a job. Raises `BrokerAway` where the broker does not take it."""
    try:
        app.send_task(
            RUN_JOB,
            (job_id,),
            queue=route.queue,
            soft_time_limit=route.longest.total_seconds(),
            time_limit=route.killed.total_seconds(),
            ignore_result=True,
            retry=False,
        )
    except OperationalError as error:
        raise BrokerAway(str(error)) from error


@heartbeat_sent.connect  # type: ignore[untyped-decorator]
def keep_alive(sender: Any, **_: Any) -> None:
    """Touch the file of this worker, every two seconds while it hears the broker: for whoever looks after processes."""
    from watchlist.conf import build_dir  # noqa: PLC0415 - not before the settings are there

    folder = build_dir() / "alive"
    folder.mkdir(exist_ok=True)
    (folder / sender.eventer.hostname).touch()


@worker_init.connect  # type: ignore[untyped-decorator]
def _check_database(**kwargs: Any) -> None:
    """End the worker where the database is from before the releases.

    No connection is left: its processes would inherit it, and read each other's rows while they make the law ready,
    which they begin before Celery takes an inherited one from them.
    """
    # Not before the settings are there.
    from django.db import connections  # noqa: PLC0415

    from watchlist.errors import StartAnew  # noqa: PLC0415
    from watchlist.integrity import refuse_unreleased  # noqa: PLC0415

    try:
        refuse_unreleased()
    except StartAnew as error:
        sys.exit(str(error))
    finally:
        connections.close_all()


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _warm(**kwargs: Any) -> None:
    """Make the law ready before the first job comes."""
    from watchlist.middleware import warm  # noqa: PLC0415 - not before the worker has set Django up

    warm()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def _end(**kwargs: Any) -> None:
    """Have the jobs of all processes stop at their next step, and be sent out again."""
    request_end()
