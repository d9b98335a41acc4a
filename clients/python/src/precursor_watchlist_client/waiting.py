"""Jobs waited for: asked again when the service says, until it says no more that it is worth while."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from precursor_watchlist_client.answers import expect
from precursor_watchlist_client.generated.types import Response
from precursor_watchlist_client.retries import RETRY_AFTER, seconds_of

T = TypeVar("T")


class StillRunning(Exception):
    """A job is not over, and who waits for it has waited as long as they said."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a job is waited for in all, in seconds, and by which clock."""

    seconds: float = 3600.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def until(self) -> float:
        """Return the instant of the clock at which it ends."""
        return self.clock() + self.seconds

    def wait(self, seconds: float, until: float) -> None:
        """Wait so many seconds. Raises `StillRunning` where they would end later than `until`."""
        if self.clock() + seconds > until:
            raise StillRunning(f"after {self.seconds:,.0f} seconds")
        self.sleep(seconds)


def wait_for(kind: type[T], call: Callable[..., Response[Any]], *path: object, patience: Patience, **query: Any) -> T:
    """Return the record of a job once it is over, however it ended.

    `call` is the `sync_detailed` of a generated module that reads a job, `kind` the record that it answers. Raises
    `StillRunning`, and as `expect` does.
    """
    until = patience.until()
    while True:
        response = call(*path, **query)
        record = expect(kind, response.parsed)
        seconds = seconds_of(response.headers.get(RETRY_AFTER))
        if seconds is None:
            return record
        patience.wait(seconds, until)
