"""The broker, where there is one: the message of a job is sent by what the settings name."""

from __future__ import annotations

from typing import Protocol, cast

from django.utils.module_loading import import_string

from watchlist.conf import job_sender
from watchlist.jobs.routes import Route


class BrokerAway(Exception):
    """The broker does not answer, or takes no messages: the next sweep sends what waits."""


class Send(Protocol):
    """Sends the message by which a worker runs a job. Raises `BrokerAway`."""

    def __call__(self, job_id: str, route: Route) -> None: ...


def sender() -> Send:
    """Return what sends messages. It is loaded here: a process that sends none has no use for Celery."""
    return cast(Send, import_string(job_sender()))
