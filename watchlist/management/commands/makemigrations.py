"""`manage.py makemigrations`: Django's own, which looks first whether the history of the database is one of ours."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import makemigrations
from django.db import OperationalError

from watchlist.errors import StartAnew
from watchlist.integrity import refuse_unreleased


class Command(makemigrations.Command):
    """Write the migrations that are missing, or say whether any is."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do as Django does, but for a database from before the first release."""
        try:
            with suppress(OperationalError):  # a database that is away: Django warns of it, and goes on
                refuse_unreleased()
        except StartAnew as error:
            raise CommandError(str(error)) from error
        super().handle(*args, **options)
