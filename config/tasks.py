"""The tasks of the workers, under the names that messages and the entries of the schedule bear."""

from __future__ import annotations

from config.celery import RUN_JOB, app
from watchlist.jobs.duties import DUTIES, Duty
from watchlist.periodic_tasks import perform
from watchlist.tasks import run_job


def _register(duty: Duty) -> None:
    @app.task(name=duty.task)  # type: ignore[untyped-decorator]
    def run(*about: str) -> None:
        perform(duty.name, *about)


app.task(name=RUN_JOB)(run_job)

for duty in DUTIES:
    _register(duty)
