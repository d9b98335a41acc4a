"""`manage.py run_jobs`: without a broker, run the jobs that are due."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from watchlist.errors import StartAnew
from watchlist.integrity import refuse_unreleased
from watchlist.jobs import SWEEP, carry_out, ending_by_signal, is_ending, run_alone
from watchlist.tasks import run_due

PAUSE = 2.0  # seconds between two looks


def _run() -> str:
    return "what was due was run" if run_alone(run_due) else "another process runs the jobs here"


class Command(BaseCommand):
    """Run every job that is due, one after the other, and end; with --watch, wait for more."""

    help = "Run the jobs that are due, as the only process of this machine that does; without a broker."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="wait for more, until interrupted")
        parser.add_argument("--lock", type=int, metavar="FD", help="the open file with the lock, from who started us")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them; with nothing to do, or where another process is at it, leave."""
        try:
            refuse_unreleased()
        except StartAnew as error:
            raise CommandError(str(error)) from error
        with suppress(KeyboardInterrupt), ending_by_signal():
            if options["lock"] is None and not options["watch"]:
                self.stdout.write(f"{carry_out(entry=SWEEP, work=_run)}.")
                return
            run_alone(run_due, options["lock"])
            while options["watch"] and not is_ending():
                time.sleep(PAUSE)
                close_old_connections()
                run_alone(run_due)
