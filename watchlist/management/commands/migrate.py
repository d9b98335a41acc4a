"""`manage.py migrate`: Django's own, one at a time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from watchlist.errors import StartAnew
from watchlist.integrity import refuse_unreleased
from watchlist.management.migrating import forget_repeated, migration_lock


class Command(migrate.Command):
    """Bring the tables to this version; where another process is at it, wait for its end."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Do as Django does; what only looks waits for nobody."""
        connection = connections[options["database"]]
        try:
            refuse_unreleased(connection)
        except StartAnew as error:
            raise CommandError(str(error)) from error
        if options["plan"] or options["check_unapplied"]:
            return super().handle(*args, **options)
        with migration_lock(connection, self._on_wait):
            forget_repeated(connection)
            return super().handle(*args, **options)

    def _on_wait(self) -> None:
        self.stderr.write("Another process migrates this database: waiting for its end.")
