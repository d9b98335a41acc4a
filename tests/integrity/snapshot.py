"""Writes down what the migrations make on a kind of database: `make schema`, after each change of a migration."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.database import drop_templates, own_database
from tests.working import connected
from watchlist.integrity.schema import COLUMNS, digest, schema_objects, snapshot_path


def snapshot(connection: BaseDatabaseWrapper) -> list[tuple[str, str, str, str]]:
    """Return the rows of the file for a database that was migrated and not touched since."""
    return sorted((*item.key, digest(item)) for item in schema_objects(connection))


def main() -> None:
    """Write the file of the server of DATABASE_URL, or that of SQLite without one."""
    with TemporaryDirectory() as build, own_database(Path(build), "tables") as database, connected(database):
        rows = snapshot(connections["working"])
        with snapshot_path(connections["working"].vendor).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    drop_templates()
