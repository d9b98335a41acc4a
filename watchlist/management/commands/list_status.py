"""`manage.py list_status`: what is held of each list, and whether a person checked it lately."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from watchlist.law_store import STATUS_COLUMNS, list_statuses


class Command(BaseCommand):
    """Exit status 0; with --fail-stale 1, where a list is stale or none is held."""

    help = "Show each list: edition, entries, confirmed share, and when a person last checked it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fail-stale", action="store_true", help="exit with 1 where a list is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        statuses = list_statuses()
        rows = [STATUS_COLUMNS, *(status.cells() for status in statuses)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write("  ".join(map(str.ljust, row, widths)).rstrip())
        if options["fail_stale"] and (not statuses or any(status.stale for status in statuses)):
            raise SystemExit(1)
