"""How the service stands when somebody looks: the law, and the lists that nobody has checked for too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from watchlist.errors import CorrectTheQuestion
from watchlist.scheduling.compile import law_known_at


class Standing(Collector):
    """Reads the rows at every look, so that each process says the same."""

    def collect(self) -> Iterator[Metric]:
        """Yield the age of the law's last tick, and how many of its lists are held and are stale; without law, none."""
        try:
            law = law_known_at()
        except CorrectTheQuestion:
            return
        now = datetime.now(UTC)
        stale = sum(of.is_stale(now.date()) for of in law.lists.values())
        age = (now - law.known_at).total_seconds()
        yield GaugeMetricFamily("watchlist_law_tick_age_seconds", "Since the law as known last changed.", age)
        yield GaugeMetricFamily("watchlist_lists", "Lists held.", len(law.lists))
        yield GaugeMetricFamily("watchlist_lists_stale", "Lists checked longer ago than they allow.", stale)


def standing() -> CollectorRegistry:
    """Return how the service stands now."""
    registry = CollectorRegistry()
    registry.register(Standing())
    return registry
