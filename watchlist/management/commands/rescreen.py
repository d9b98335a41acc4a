"""`manage.py rescreen`: look back over what is stored, for each change of the law that was not looked back on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reports import counted
from watchlist.jobs import OVER, RESCREEN, carry_out
from watchlist.periodic_tasks import perform
from watchlist.screenings.rescreen import Rescreen, look_back_since, start_rescreens, summary
from watchlist.tasks import run_job


class Command(BaseCommand):
    """Look back, in this process, and say what came of it; whoever does the same at once does other jobs, or none."""

    help = "Ask what is stored again of every change of the law that was not looked back on, and say what differs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", metavar="INSTANT", help="look back on all that changed since then (ISO 8601)")
        parser.add_argument("--start", action="store_true", help="only start the jobs; workers run them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start what is due, and unless only that is asked, run it and what others left."""
        if options["since"]:
            try:
                instant = datetime.fromisoformat(options["since"])
                aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
                look_back_since(since=aware, actor="operator")
            except (ValueError, CorrectTheQuestion) as error:
                raise CommandError(str(error)) from error
        if options["start"]:
            self.stdout.write(f"{perform(RESCREEN)}.")
            return
        carry_out(entry=RESCREEN, work=self._look_back)

    def _look_back(self) -> str:
        start_rescreens()
        rows = list(Rescreen.objects.exclude(job__state__in=OVER).select_related("due", "job"))
        for row in rows:
            run_job(str(row.job_id))
            row.refresh_from_db()
            self.stdout.write(f"{row.due}: {summary(row).get('sentence') or row.job.error or row.job.state}")
        return counted(len(rows), "look-back")
