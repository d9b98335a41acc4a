"""`manage.py let_go`: let go of what is stored and kept by nothing any more; or say what would go, and what stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.conf import retention_years
from watchlist.engine.reports import counted
from watchlist.jobs import DEAD, FAILED, PURGE, Job, carry_out
from watchlist.replays import drop_old_replays
from watchlist.results import drop_old_results
from watchlist.retention import (
    MOST_AT_ONCE,
    NOT_SET,
    PERIOD,
    REASONS,
    enqueue_purge,
    forget_log_ins,
    plan,
    purge_blocker,
)
from watchlist.screenings import drop_old_trials
from watchlist.tasks import run_job


class Command(BaseCommand):
    """Exit status 0: it is done, or there was nothing to do; 1: it stopped in the middle, and the next run goes on."""

    help = "Let go of stored screenings whose period is over and which nothing holds."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="delete nothing: say what would go, and what stays")
        parser.add_argument(
            "--most", type=int, default=MOST_AT_ONCE, metavar="N", help="screenings at the most (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["most"] < 1:
            raise CommandError("--most is one at least.")
        if options["dry_run"]:
            self._print_plan(options["most"])
            return
        self.stdout.write(f"{carry_out(entry=PURGE, work=lambda: self._purge(options['most']))}.")

    def _purge(self, most: int) -> str:
        forget_log_ins(actor="operator", at=datetime.now(UTC))
        drop_old_results(actor="operator", at=datetime.now(UTC))
        drop_old_replays(at=datetime.now(UTC))
        drop_old_trials(at=datetime.now(UTC))
        if why := purge_blocker():
            return why
        job = enqueue_purge(actor="operator", most=most)
        if job is None:
            return "a job lets go already"
        run_job(str(job.pk))
        ended = Job.objects.get(pk=job.pk)
        if ended.state in (DEAD, FAILED):
            raise CommandError(f"{counted(ended.done, 'screening')} let go; then: {ended.error}")
        return f"{counted(ended.done, 'screening')} let go"

    def _print_plan(self, most: int) -> None:
        if not retention_years():
            self.stdout.write(f"{NOT_SET}.")
            return
        found = plan(most)
        self.stdout.write(f"May go: {counted(found.going, 'screening')}. The next run lets go of:")
        self._print_counts(found.counts)
        self.stdout.write(f"Younger than any period: {found.young:,}. Of the others stay:")
        self._print_counts({words: found.stay[reason] for reason, words in REASONS.items() if reason in found.stay})
        if PERIOD in found.stay:
            self.stdout.write("Periods that are not over:")
            self._print_counts(found.periods)
        if why := purge_blocker():
            self.stdout.write(f"But {why}.")

    def _print_counts(self, counts: Mapping[str, int]) -> None:
        for words, number in counts.items():
            self.stdout.write(f"{number:>12,}  {words}")
