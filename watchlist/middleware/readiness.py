"""Whether a process can answer: what it needs is looked at, and only named; never what is held."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.connection import Connection
from kombu.exceptions import OperationalError as BrokerError

from watchlist.conf import broker_url, build_dir
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.identification import dictionary_path
from watchlist.integrity import last_check
from watchlist.law_store import law_known_at

PATIENCE: Final = 2.0  # seconds
OLD: Final = timedelta(days=2)
"""After which a comparison of a night was missed."""
LEAST_ROOM: Final = 4 * 1024 * 1024
"""Bytes to which the log of an SQLite database grows before it is emptied."""
Check = Callable[[], bool]


def database_answers() -> bool:
    """Say whether the database can be asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def database_takes_writes() -> bool:
    """Say whether the database can be written, as far as that is seen without writing.

    PostgreSQL tells it of itself; whether its disk is full it does not. A file of SQLite needs to be ours to write, in
    a folder where its log may grow, on a disk with room for that.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW transaction_read_only")
            return bool(cursor.fetchone() == ("off",))
        cursor.execute("SELECT file, query_only FROM pragma_database_list, pragma_query_only WHERE name = 'main'")
        name, is_read_only = cursor.fetchone()
    return not is_read_only and (not name or _may_grow(Path(name)))


def _may_grow(file: Path) -> bool:
    disk = os.statvfs(file)
    is_ours = os.access(file, os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK)
    return is_ours and disk.f_bavail * disk.f_frsize >= LEAST_ROOM


def migrations_are_applied() -> bool:
    """Say whether the database has the tables of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def law_is_loaded() -> bool:
    """Say whether there is law to compare with."""
    return bool(law_known_at().lists)


def dictionary_is_compiled() -> bool:
    """Say whether the dictionary of chemicals lies ready: to compile it takes the first caller ten seconds."""
    return dictionary_path(build_dir()).exists()


def broker_answers() -> bool:
    """Say whether jobs can be sent, where they are sent at all: without a broker they run on this machine."""
    if url := broker_url():
        with Connection(url, connect_timeout=PATIENCE) as broker:  # type: ignore[no-untyped-call]
            broker.ensure_connection(max_retries=1, timeout=PATIENCE)
    return True


CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("database", database_answers),
    ("writes", database_takes_writes),
    ("migrations", migrations_are_applied),
    ("law", law_is_loaded),
    ("dictionary", dictionary_is_compiled),
    ("broker", broker_answers),
)


def checked() -> dict[str, bool]:
    """Return each check by name, and whether it holds; one that cannot be made does not."""
    return {name: _holds(check) for name, check in CHECKS}


def _holds(check: Check) -> bool:
    try:
        return check()
    except (Error, OSError, BrokerError, CorrectTheQuestion):
        return False


def records_state() -> str:
    """Return what the last comparison with the audit trail found: `ok`, `failed`, or `not_checked` for two days.

    It takes no process out of service: what it names is not mended by asking another one.
    """
    try:
        check = last_check()
    except Error:
        return "not_checked"
    if check is None or datetime.now(UTC) - check.at > OLD:
        return "not_checked"
    return "failed" if check.differences else "ok"
