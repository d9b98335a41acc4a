"""`manage.py migrate`: Django's own, one at a time."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from watchlist.management.migrating import forget_repeated, migration_lock


class Command(migrate.Command):
    """Bring the tables to this version; where another process is at it, wait for its end."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Do as Django does; what only looks waits for nobody."""
        if options["plan"] or options["check_unapplied"]:
            return super().handle(*args, **options)
        connection = connections[options["database"]]
        with migration_lock(connection, self._on_wait):
            forget_repeated(connection)
            return super().handle(*args, **options)

    def _on_wait(self) -> None:
        self.stderr.write("Another process migrates this database: waiting for its end.")
