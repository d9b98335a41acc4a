"""`manage.py verify_records`: is the database what the code, the trail and the records say?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.engine.reports import counted
from watchlist.integrity import IntegrityDifference, accept_rows, differences, screenings_of_tonight, summary_of
from watchlist.jobs import VERIFY_RECORDS, carry_out
from watchlist.screenings import Screening


class Command(BaseCommand):
    """Exit status 0: nothing differs; 1: what differs is printed, a line each."""

    help = "Compare guards, rows, rights, stored lines and files with the code and the trail. Exit status: 0 or 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--of-tonight",
            action="store_true",
            help="of stored screenings the newest and one of thirty parts, as the schedule does; else all of them",
        )

        parser.add_argument(
            "--keep-as-found",
            metavar="BECAUSE",
            default="",
            help="have the trail hold the rows that differ as they stand, and say why; then compare",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference, keep how many there are, and fail where there is one."""
        if because := options["keep_as_found"]:
            self._keep(because)
        now = datetime.now(UTC)
        screenings = screenings_of_tonight(now) if options["of_tonight"] else Screening.objects.order_by("pk")
        found = summary_of(self._printed(differences(screenings)))
        found.save(force_insert=True)
        words = counted(found.differences, "difference")
        carry_out(entry=VERIFY_RECORDS, work=lambda: words)
        if found.differences:
            raise CommandError(f"{words}: the database is not what code, trail and records say.")
        self.stdout.write("Nothing differs.")

    def _keep(self, because: str) -> None:
        for row in accept_rows(because=because, actor="operator"):
            self.stdout.write(f"kept as found: {row.table} {row.key}: {row.reason}")

    def _printed(self, found: Iterable[IntegrityDifference]) -> Iterator[IntegrityDifference]:
        for difference in found:
            self.stdout.write(str(difference))
            yield difference
