"""`manage.py reseal_second_factors`: after a new secret key, so that the one before it is needed no more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from watchlist.access import reseal


class Command(BaseCommand):
    help = "Seal second factors under the present WATCHLIST_SECRET_KEY; the former one must be named until then."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal them, and say how many no key opened: their people are helped by `forget_second_factor`."""
        devices, unreadable = reseal(actor="reseal_second_factors")
        self.stdout.write(f"{devices - unreadable} secrets sealed anew; {unreadable} are read by no key that is named.")
