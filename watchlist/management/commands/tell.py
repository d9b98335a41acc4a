"""`manage.py tell`: tell people and webhooks of what happened since."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from watchlist.jobs import ANNOUNCE, NOTIFY
from watchlist.periodic_tasks import perform


class Command(BaseCommand):
    """Tell of each event once, and say how many were told: for cron, where no beat runs."""

    help = "Tell people by mail, and webhooks, of what happened since: each of an event once."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell them; the mails and messages are sent by jobs."""
        for duty in (NOTIFY, ANNOUNCE):
            self.stdout.write(f"{perform(duty)}.")
