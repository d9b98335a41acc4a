"""How the service stands when somebody looks: the law, and the lists that nobody has checked for too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import Count
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from watchlist.errors import CorrectTheQuestion
from watchlist.jobs.models import Job
from watchlist.scheduling.compile import law_known_at


class Standing(Collector):
    """Reads the rows at every look, so that each process says the same."""

    def collect(self) -> Iterator[Metric]:
        """Yield how many jobs are in which state, how old the law's last tick is, how many lists are held and stale."""
        jobs = GaugeMetricFamily("watchlist_jobs", "Jobs by state.", labels=["state"])
        for state, count in Job.objects.order_by().values_list("state").annotate(Count("pk")):
            jobs.add_metric([state], count)
        yield jobs
        yield from self._law()

    def _law(self) -> Iterator[Metric]:
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
