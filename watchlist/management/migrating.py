"""What commands do about migrations: one `migrate` at a time on a database, and tables made before they are needed.

Two at once make the same tables, and record the same migrations twice.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

from watchlist.engine.host import ROOT
from watchlist.integrity import refuse_unreleased

KEY: Final = int.from_bytes(b"migrate", "big")
"""Of the advisory lock, which is the database's own: another database of the server has another."""
SUFFIX: Final = ".migrating"
"""Of the file that is locked beside an embedded database. It stays: once it is removed, two could have the lock."""

OnWait = Callable[[], None]


def migration_lock(connection: BaseDatabaseWrapper, on_wait: OnWait) -> AbstractContextManager[None]:
    """Hold the lock of a database until the block ends; `on_wait` is called first where another process has it.

    It ends with the process that holds it, however that ends. A database in memory is its process's own, and has none.
    """
    if isinstance(connection, SQLite):
        name = str(connection.settings_dict["NAME"])
        return nullcontext() if connection.is_in_memory_db() else _file_locked(f"{name}{SUFFIX}", on_wait)
    return _advisory_lock(connection, on_wait)


def forget_repeated(connection: BaseDatabaseWrapper) -> None:
    """Leave one row of each migration that is recorded as applied: two at once recorded it twice."""
    recorder = MigrationRecorder(connection)
    if recorder.has_table():
        first = recorder.migration_qs.values("app", "name").annotate(first=Min("id")).values("first")
        recorder.migration_qs.exclude(id__in=list(first.values_list("first", flat=True))).delete()


@contextmanager
def _file_locked(path: str, on_wait: OnWait) -> Iterator[None]:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


@contextmanager
def _advisory_lock(connection: BaseDatabaseWrapper, on_wait: OnWait) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        if not cursor.fetchone()[0]:
            on_wait()
            _wait_for_lock(connection)
    try:
        yield
    finally:
        if connection.is_usable():  # a connection that is gone took the lock with it
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])


def _wait_for_lock(connection: BaseDatabaseWrapper) -> None:
    # Tables are not waited for so long (docs/upgrading.md); but the end of another migration is. The lock outlives the
    # transaction, in which these settings hold.
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])


def migrate_where_needed() -> None:
    """Apply the migrations that are not applied. Raises `CommandError` where that fails, `StartAnew` where none may.

    A process of its own does it: migrations need every app, of which some commands start without (config/commands.py).
    """
    # By their files' names: none of them is imported.
    applied = MigrationRecorder(connection).applied_migrations()
    if all((app.label, name) in applied for app in apps.get_app_configs() for name in _migrations_of(app.label)):
        return
    refuse_unreleased()
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(  # noqa: S603 - our own command  # nosec B603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise CommandError((done.stderr.splitlines() or ["The tables could not be made."])[-1])


def _migrations_of(label: str) -> list[str]:
    module, _ = MigrationLoader.migrations_module(label)
    if module is None:
        return []
    try:
        package = import_module(module)
    except ModuleNotFoundError:  # an app without tables
        return []
    return [name for _, name, is_package in iter_modules(package.__path__) if not is_package and name[0] not in "_~"]
