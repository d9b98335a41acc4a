"""How many cases a promise is tried on, and what they were: a promise that nothing puts to the test holds nothing."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, settings

CASES = int(os.environ.get("WATCHLIST_PROMISES", "300"))
"""Cases of each promise; `make promises` asks for 20,000."""

TALLIES: list[Tally] = []


@dataclass
class Tally:
    """The cases of one promise, counted by what they were; a case is one comparison."""

    promise: str
    batch: int
    cases: int = 0
    events: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        TALLIES.append(self)

    @property
    def settings(self) -> Any:
        """Return how often the search goes on: each example is a batch of cases."""
        return settings(
            max_examples=1 - (-CASES // self.batch),  # the first is the plainest that there is
            deadline=None,
            phases=[Phase.generate],  # the case that fails is told by itself: a batch need not be made smaller
            suppress_health_check=list(HealthCheck),
        )

    def add(self, *events: str) -> None:
        """Count one case, and what it was."""
        self.cases += 1
        self.events.update(set(events))

    def share(self, event: str) -> float:
        """Return the share of the cases that were something."""
        return self.events[event] / self.cases

    def __str__(self) -> str:
        told = ", ".join(f"{event} {number:,}" for event, number in sorted(self.events.items()))
        return f"{self.promise}: {self.cases:,} cases ({told})"
