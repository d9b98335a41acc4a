"""`manage.py recount_totals`: make the running totals of parties anew, from the lines that are stored."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from watchlist.engine.reports import counted
from watchlist.screenings.totals import recount_all


class Command(BaseCommand):
    """Exit status 0: they are counted. Screenings go on meanwhile: until then their sums are made of lines."""

    help = "Make the running totals of parties anew, from the lines that are stored."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--party", type=int, metavar="ID", help="one party, as verify_records names it; else all")

    def handle(self, *args: Any, **options: Any) -> None:
        number = recount_all(options["party"])
        self.stdout.write(f"The totals of {counted(number, 'party', 'parties')} are made anew.")
