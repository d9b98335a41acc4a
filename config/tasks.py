"""The tasks of the workers, under the names that messages and the entries of the schedule bear."""

from __future__ import annotations

from config.celery import RUN_JOB, app
from watchlist.jobs import SCHEDULED_TASKS, ScheduledTask
from watchlist.periodic_tasks import perform
from watchlist.tasks import run_job


def _register(task: ScheduledTask) -> None:
    @app.task(name=task.task)  # type: ignore[untyped-decorator]
    def run(*about: str) -> None:
        perform(task.name, *about)


app.task(name=RUN_JOB)(run_job)

for scheduled_task in SCHEDULED_TASKS:
    _register(scheduled_task)
