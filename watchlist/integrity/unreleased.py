"""Databases from before the first release, from which no upgrade is promised (docs/upgrading.md): refused."""

from __future__ import annotations

from typing import Final

from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from watchlist.errors import StartAnew

FIRST_MIGRATION: Final = "0001_release_1_0"
"""Of the first release. Before it the first migration had another name, by which such a database is recognised."""
SENTENCE: Final = (
    "This database was made before 1.0.0rc1, the first version from which an upgrade is promised: export what you need "
    "with the commit that made it, and start with a new database (docs/upgrading.md)."
)


def refuse_unreleased(connection: BaseDatabaseWrapper = default_connection) -> None:
    """Pass a database that is empty, or of the first release or later. Raises `StartAnew` for any other."""
    names = {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "watchlist"}
    if names and FIRST_MIGRATION not in names:
        raise StartAnew(SENTENCE)
