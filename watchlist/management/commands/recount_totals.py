"""`manage.py recount_totals`: make the running totals of parties, and the counts of days, anew from stored lines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from watchlist.engine.reports import counted
from watchlist.screenings.daily import recount_days
from watchlist.screenings.totals import recount_all


class Command(BaseCommand):
    """Exit status 0: they are counted. Screenings go on meanwhile: until then their sums are made of lines."""

    help = "Make the running totals of parties anew, and the counts of days, from the lines that are stored."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--party", type=int, metavar="ID", help="one party alone, as verify_records names it")

    def handle(self, *args: Any, **options: Any) -> None:
        number = recount_all(options["party"])
        self.stdout.write(f"The totals of {counted(number, 'party', 'parties')} are made anew.")
        if options["party"] is None:
            days = recount_days(datetime.now(UTC).date())
            self.stdout.write(f"The lines and findings of {counted(days, 'day')} are counted anew.")
