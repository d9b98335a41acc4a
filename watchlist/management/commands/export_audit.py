"""`manage.py export_audit FILE`: the audit trail of some days, for inspectors."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watchlist.audit import record_export, trail_lines


class Command(BaseCommand):
    """Exit status 0: the file is written whole; 1: nothing bears its name that did not before."""

    help = "Write the audit trail of some days (UTC) as JSON Lines, with its anchors, signed at its end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a new file; it is written over none")
        parser.add_argument("--from", dest="since", type=_day, metavar="DAY", help="the first day, as 2026-01-31")
        parser.add_argument("--until", type=_day, metavar="DAY", help="the last day")

    def handle(self, *args: Any, **options: Any) -> None:
        path, since, until = options["file"], options["since"], options["until"]
        at = datetime.now(UTC)
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                record_export(actor="operator", what="trail", parameters={"from": since, "until": until})
                for line in trail_lines(since=since, until=until, at=at):
                    file.write(line)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"{path} is written. Give watchlist/audit/verify_trail_file.py with it (docs/audit.md).")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no day: write it as 2026-01-31") from error
