"""What is counted while the service runs, for Prometheus: calls, and lines by the verdict that everybody may read.

Several processes count together where `PROMETHEUS_MULTIPROC_DIR` names a folder of theirs (see config/gunicorn.py); the
folders beside it are those of other services on the machine, as workers, and are read with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from watchlist.counts_file import CountsFile

# Before the first series is made: the library would map the file of each process.
values.MmapedDict = CountsFile  # type: ignore[attr-defined, assignment]

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30)

OWN: Final = CollectorRegistry()

CALLS: Final = Counter(
    "watchlist_calls", "Calls, by route, method and status.", ("route", "method", "status"), registry=OWN
)
CALL_SECONDS: Final = Histogram(
    "watchlist_call_seconds", "How long calls took, by route.", ("route",), buckets=SECONDS, registry=OWN
)
LINES: Final = Counter("watchlist_lines", "Lines screened and stored, by public verdict.", ("verdict",), registry=OWN)
LOST: Final = Counter("watchlist_leases_lost", "Jobs taken back from lost workers, by kind.", ("kind",), registry=OWN)


class MergedCounts(Collector):
    """The counts of every process of this machine, from the files in which they count."""

    def __init__(self, folders: Path) -> None:
        self._folders = folders

    def collect(self) -> Iterable[Metric]:
        """Return the series, summed over the processes, those too that are gone."""
        # Empty is the file of a process for which a full disk had no room yet.
        files = sorted(str(path) for path in self._folders.glob("*/*.db") if path.stat().st_size)
        merged: Iterable[Metric] = MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call]
        return merged


def count_lines(verdicts: Mapping[str, int]) -> None:
    """Count the lines of a stored screening: so many of each verdict that everybody may read."""
    for verdict, lines in verdicts.items():
        LINES.labels(verdict).inc(lines)


def counts_registry() -> CollectorRegistry:
    """Return the registry of counts: of this process, or of all that count together."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return OWN
    together = CollectorRegistry()
    together.register(MergedCounts(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).parent))
    return together
