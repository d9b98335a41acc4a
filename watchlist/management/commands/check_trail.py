"""`manage.py check_trail`: does the audit trail still hold, link by link?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from watchlist.audit.chain import broken_links
from watchlist.audit.models import AuditEvent


class Command(BaseCommand):
    """Exit status 0: every link holds; 1: the places where one does not are printed."""

    help = "Check every link of the audit trail."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each broken link, or how many hold."""
        broken = [f"{link.sequence}: {link.reason}" for link in broken_links()]
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(f"{AuditEvent.objects.count()} events, every link holds.")
