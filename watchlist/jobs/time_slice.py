"""Time slices of long work: a job that can go on later makes room for those that wait."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import UTC, datetime

from watchlist.conf import time_slice_length
from watchlist.jobs.ending import is_ending
from watchlist.jobs.leases import StepBack
from watchlist.jobs.models import Job


class TimeSlice:
    """The time slice of one job; it does not make room for jobs of the kinds `not_awaited`."""

    def __init__(self, not_awaited: Collection[str] = ()) -> None:
        self._beside = not_awaited
        self._until = time.monotonic() + time_slice_length()

    def give_way(self) -> None:
        """Raise `StepBack` where the worker is to end, or the slice is over and another job waits."""
        if is_ending():
            raise StepBack
        if time.monotonic() >= self._until:
            if Job.objects.due(datetime.now(UTC)).exclude(kind__in=self._beside).exists():
                raise StepBack
            self._until = time.monotonic() + time_slice_length()
