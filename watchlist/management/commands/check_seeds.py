"""`manage.py check_seeds`: hold the curated text against the rules of curation; no database is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from watchlist.conf import seeds_dir
from watchlist.engine.law.text import read_seeds
from watchlist.engine.law.text.rules import breaches_of


class Command(BaseCommand):
    """Exit status 0: every rule holds; 1: a line `file:line: what` was written for each breach."""

    help = "Check the curated law (seeds/) against every rule of curation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=seeds_dir(), help="the folder of the text")

    def handle(self, *args: Any, **options: Any) -> None:
        breaches = breaches_of(read_seeds(options["directory"].resolve()))
        for breach in breaches:
            self.stdout.write(str(breach))
        if breaches:
            raise SystemExit(1)
