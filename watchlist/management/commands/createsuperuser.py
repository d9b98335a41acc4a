"""`manage.py createsuperuser`: Django's own, told to the trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from watchlist.access import recorded_accounts


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        with recorded_accounts("createsuperuser"):
            return super().handle(*args, **options)
