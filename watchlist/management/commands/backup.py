"""`manage.py backup FILE`: the database as it stands, while the service goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.middleware import NotBackedUp, back_up


class Command(BaseCommand):
    """Exit status 0: the file is whole; 1: there is no file, and the reason is printed."""

    help = "Copy the database into a file: SQLite as a database, PostgreSQL by pg_dump (docs/backup.md)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="which must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = back_up(to=options["file"])
        except NotBackedUp as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['file']}: {size:,} bytes.")
