"""What is counted while the service runs, for Prometheus: calls, and lines by the verdict that everybody may read.

Several processes count together where `PROMETHEUS_MULTIPROC_DIR` names a folder of theirs (see config/gunicorn.py).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30)

OWN: Final = CollectorRegistry()

CALLS: Final = Counter(
    "watchlist_calls", "Calls, by route, method and status.", ("route", "method", "status"), registry=OWN
)
CALL_SECONDS: Final = Histogram(
    "watchlist_call_seconds", "How long calls took, by route.", ("route",), buckets=SECONDS, registry=OWN
)
LINES: Final = Counter("watchlist_lines", "Lines screened and stored, by public verdict.", ("verdict",), registry=OWN)


def count_lines(verdicts: Mapping[str, int]) -> None:
    """Count the lines of a stored screening: so many of each verdict that everybody may read."""
    for verdict, lines in verdicts.items():
        LINES.labels(verdict).inc(lines)


def counted() -> CollectorRegistry:
    """Return what was counted: of this process, or of all that count together."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return OWN
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
