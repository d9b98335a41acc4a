"""The broker, where there is one: its queues, which jobs wait in which and for how long, and what sends messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final, NamedTuple, cast

from django.utils.module_loading import import_string

from watchlist.conf import job_sender


class BrokerAway(Exception):
    """The broker does not answer, or takes no messages: the next sweep sends what waits."""


INTERACTIVE: Final = "interactive"
BATCH: Final = "batch"
LISTS: Final = "lists"
RESCREENS: Final = "rescreen"
QUEUES: Final = (INTERACTIVE, BATCH, LISTS, RESCREENS)
"""A worker that is told of none takes from all in turn; each needs one at least that does."""


class Route(NamedTuple):
    """Where jobs of a kind wait, and in which time an attempt must end: it is interrupted, and tried again."""

    queue: str
    longest: timedelta

    @property
    def killed(self) -> timedelta:
        """Return after which time the process is killed that an interruption did not stop."""
        return self.longest + timedelta(minutes=2)


MINUTE: Final = timedelta(minutes=1)
ROUTES: Final = {
    "screen_manifest": Route(BATCH, 120 * MINUTE),
    "answer_shares": Route(BATCH, 120 * MINUTE),
    "replay_screening": Route(BATCH, 120 * MINUTE),
    "build_results": Route(INTERACTIVE, 60 * MINUTE),
    "deliver_webhook": Route(INTERACTIVE, 5 * MINUTE),
    "send_mail": Route(INTERACTIVE, 5 * MINUTE),
    "send_daily_mail": Route(INTERACTIVE, 5 * MINUTE),
    "mail_anchor": Route(INTERACTIVE, 5 * MINUTE),
    "collect_list": Route(LISTS, 30 * MINUTE),
    "apply_changes": Route(LISTS, 30 * MINUTE),
    "rescreen": Route(RESCREENS, 240 * MINUTE),
    "help_rescreen": Route(BATCH, 240 * MINUTE),
    "let_go": Route(BATCH, 240 * MINUTE),
    "verify_records": Route(BATCH, 240 * MINUTE),
    "erase_person": Route(BATCH, 240 * MINUTE),
}
DEFAULT_ROUTE: Final = Route(INTERACTIVE, 120 * MINUTE)
Send = Callable[[str, Route], None]
"""Sends the message by which a worker runs the job of an id. Raises `BrokerAway`."""


def route_of(kind: str, queue: str | None = None) -> Route:
    """Return the route of jobs of a kind; `queue`: where one of them waits instead."""
    route = ROUTES.get(kind, DEFAULT_ROUTE)
    return route._replace(queue=queue) if queue else route


def sender() -> Send:
    """Return what sends messages. It is loaded here: a process that sends none has no use for Celery."""
    return cast(Send, import_string(job_sender()))
