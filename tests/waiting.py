"""Waiting for an event, never for a while: no other module of the tests sleeps (tests/test_practices.py)."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds until something must have come about, on a machine with other work."""
INTERVAL = 0.02
"""Seconds between two looks; at least as long as a look takes, so that looking uses half of a processor at most."""


def wait_for(
    condition: Callable[[], bool], what: str, patience: float = PATIENCE, *, interval: float = INTERVAL
) -> None:
    """Return once something has come about; fail where it does not."""
    deadline = time.monotonic() + patience
    while True:
        began = time.monotonic()
        if condition():
            return
        ended = time.monotonic()
        assert ended < deadline, f"not within {patience:.0f} s: {what}"
        time.sleep(max(interval, ended - began))
