"""`manage.py verify_dossier FILE`: check a dossier by itself, without database or network."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from watchlist.cases.dossier import DossierVerification, NotADossier, verify

NOT_PROVED = (
    "Not proved by this: who holds the key, save as you know it otherwise; that what was declared is what was shipped; "
    "and when the file was made, for no time in it is vouched for by others."
)


class Command(BaseCommand):
    """Say of a dossier, a signed file or its pages, what holds: exit 0 where all does, 1 where not, 2 unreadable."""

    help = "Check a dossier (JSON or PDF). Exit status: 0 all holds, 1 something does not, 2 it cannot be read."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the signed file, or the pages")
        parser.add_argument("--key", default="", help="the public key of the house, as it gave it to you otherwise")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = verify(options["file"].read_bytes(), key=options["key"])
        except (OSError, NotADossier, ValueError) as error:
            self.stderr.write(f"{options['file']}: {error}")
            sys.exit(2)
        self._print_checks(found, is_key_given=bool(options["key"]))
        if not found.holds:
            sys.exit(1)

    def _print_checks(self, found: DossierVerification, *, is_key_given: bool) -> None:
        self.stdout.write(f"Dossier of {found.title}")
        for check in found.checks:
            self.stdout.write(f"  {'holds' if check.holds else 'DOES NOT HOLD':<14}{check.subject}: {check.detail}")
        if not is_key_given:
            self.stdout.write("No key was given: whoever altered the file may have signed it anew.")
        self.stdout.write("All of it holds." if found.holds else "It does not hold.")
        self.stdout.write(NOT_PROVED)
