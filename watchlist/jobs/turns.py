"""Long work by turns: a job that can go on later makes room for those that wait."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import UTC, datetime

from watchlist.conf import turn_length
from watchlist.jobs.ending import is_ending
from watchlist.jobs.errors import StepBack
from watchlist.jobs.models import Job


class Turn:
    """The turn of one job; those of the kinds `beside` it are not waited for."""

    def __init__(self, beside: Collection[str] = ()) -> None:
        self._beside = beside
        self._until = time.monotonic() + turn_length()

    def give_way(self) -> None:
        """Raise `StepBack` where the worker is to end, or the turn is over and another job waits."""
        if is_ending():
            raise StepBack
        if time.monotonic() >= self._until:
            if Job.objects.due(datetime.now(UTC)).exclude(kind__in=self._beside).exists():
                raise StepBack
            self._until = time.monotonic() + turn_length()
