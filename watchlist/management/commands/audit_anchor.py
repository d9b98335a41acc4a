"""`manage.py audit_anchor`: sign the end of the audit trail, once a day, and print what can be published."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from watchlist.audit import stored_anchors, written
from watchlist.jobs import ANCHOR
from watchlist.periodic_tasks import perform


class Command(BaseCommand):
    """Make the anchor of today where there is none, which is then mailed; print it, or every one, one a line."""

    help = "Sign the end of the audit trail where that was not done today, and print the anchor as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="print every anchor that was made")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and print; what was done goes beside, so that the output is anchors alone."""
        self.stderr.write(f"{perform(ANCHOR)}.")
        for anchor in stored_anchors()[0 if options["all"] else -1 :]:
            self.stdout.write(written(anchor))
