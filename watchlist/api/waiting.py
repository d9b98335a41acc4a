"""When to ask again: what stands in `Retry-After` of an answer that is not the last one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from rest_framework.response import Response

from watchlist.jobs import OVER, Job

NAME: Final = "Retry-After"
SOONEST, LATEST = 1, 60
"""Seconds until it is worth while to ask after a job; one that failed is tried again at an instant of its own."""
OF_PEOPLE: Final = 300
"""Seconds until it is worth while to ask whether a second officer has answered."""


def until_over(job: Job) -> dict[str, str]:
    """Return the header that says when to ask after a job again; none, once it is over."""
    if job.state in OVER:
        return {}
    seconds = int((job.not_before - datetime.now(UTC)).total_seconds())
    return {NAME: str(min(max(seconds, SOONEST), LATEST))}


def say_when(response: Any) -> None:
    """Have an accepted call say when to ask again: one that says nothing of a job waits for a person."""
    if response.status_code == 202 and not response.has_header(NAME):
        response[NAME] = str(OF_PEOPLE)


def with_wait(response: Response, job: Job) -> Response:
    """Return an answer about a job, which says when to ask again while the job is not over."""
    for name, value in until_over(job).items():
        response[name] = value
    return response
