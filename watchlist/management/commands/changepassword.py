"""`manage.py changepassword USER`: Django's own, told to the trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands import changepassword

from watchlist.access import recorded_accounts


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        with recorded_accounts("changepassword"):
            return super().handle(*args, **options)
