"""A kind of job of the tests' own: for each number up to its subject, one event of the trail."""

from __future__ import annotations

from typing import Final

from django.apps import AppConfig

KIND: Final = "count"
CHUNK: Final = 20


class Counting(AppConfig):
    """Makes the kind known to every process that runs under `tests.jobs.settings`."""

    name = "tests.jobs"
    label = "counting"

    def ready(self) -> None:
        """Enter the kind among the work of the workers."""
        from tests.jobs.counting_work import count  # noqa: PLC0415 - the models are there only now
        from watchlist.tasks import WORK  # noqa: PLC0415

        WORK[KIND] = count
