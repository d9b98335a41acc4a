"""Metrics of the state of the service at each scrape: its jobs, its schedule, and the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import Count, Min, Q
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.registry import Collector

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.integrity import last_check
from watchlist.jobs import DEAD, DutyRun, Job
from watchlist.law_store import law_known_at
from watchlist.list_updates import RescreenDue


def _jobs(now: datetime) -> Iterator[Metric]:
    rows = Job.objects.order_by()
    states = Gauge("watchlist_jobs", "Jobs by state.", labels=["state"])
    for state, count in rows.values_list("state").annotate(Count("pk")):
        states.add_metric([state], count)
    dead = Gauge("watchlist_jobs_dead", "Dead letters by kind: given up until a person queues them.", labels=["kind"])
    for kind, count in rows.filter(state=DEAD).values_list("kind").annotate(Count("pk")):
        dead.add_metric([kind], count)
    waits = Gauge("watchlist_job_wait_seconds", "How long the oldest job of a kind has been due.", labels=["kind"])
    for kind, since in rows.due(now).values_list("kind").annotate(Min("not_before")):
        waits.add_metric([kind], (now - since).total_seconds())
    yield states
    yield dead
    yield waits
    yield Gauge("watchlist_jobs_unheard", "Running jobs whose lease is over: nobody sweeps.", rows.stale(now).count())


def _scheduled_tasks(now: datetime) -> Iterator[Metric]:
    age = Gauge("watchlist_duty_age_seconds", "Since an entry of the schedule was carried out.", labels=["entry"])
    failed = Gauge("watchlist_duty_failed", "1 where its last run stopped in the middle.", labels=["entry"])
    for run in DutyRun.objects.all():
        age.add_metric([run.entry], (now - run.ended_at).total_seconds())
        failed.add_metric([run.entry], bool(run.error))
    yield age
    yield failed


def _look_backs(now: datetime) -> Iterator[Metric]:
    is_open = RescreenDue.objects.filter(Q(rescreen__isnull=True) | Q(rescreen__done_at__isnull=True))
    count, oldest = is_open.aggregate(count=Count("pk"), oldest=Min("asked_at")).values()
    age = (now - oldest).total_seconds() if oldest else 0
    yield Gauge("watchlist_look_backs_open", "Changes of the law that were not looked back on to the end.", count)
    yield Gauge("watchlist_look_back_age_seconds", "How old the oldest of them is.", age)


def _law(now: datetime) -> Iterator[Metric]:
    try:
        law = law_known_at()
    except CorrectTheQuestion:
        return
    stale = sum(control_list.is_stale(now.date()) for control_list in law.lists.values())
    age = (now - law.known_at).total_seconds()
    yield Gauge("watchlist_law_tick_age_seconds", "Since the law as known last changed.", age)
    yield Gauge("watchlist_lists", "Lists held.", len(law.lists))
    yield Gauge("watchlist_lists_stale", "Lists checked longer ago than they allow.", stale)


def _records(now: datetime) -> Iterator[Metric]:
    if check := last_check():
        age = (now - check.at).total_seconds()
        yield Gauge(
            "watchlist_record_differences", "Places where the database is not what the trail says.", check.differences
        )
        yield Gauge("watchlist_records_verified_age_seconds", "Since that was last compared.", age)


class StateCollector(Collector):
    """Reads the rows at every scrape, so that each process yields the same."""

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of every source."""
        now = datetime.now(UTC)
        for look in (_jobs, _scheduled_tasks, _look_backs, _law, _records):
            yield from look(now)


def state_registry() -> CollectorRegistry:
    """Return a registry of the state of the service now."""
    registry = CollectorRegistry()
    registry.register(StateCollector())
    return registry
