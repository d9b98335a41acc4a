"""A migration that is killed in the middle: run again it completes, and the database is that of one quiet run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections

from tests.database import own_database
from tests.serving import Served
from tests.waiting import wait_for
from tests.working import connected
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.servers
SHAPES = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
    "postgresql": """
        SELECT 'column', table_name || '.' || column_name, data_type || is_nullable FROM information_schema.columns
        WHERE table_schema = 'public'
        UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'guard', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        ORDER BY 1, 2, 3
    """,
}
KILLED_AFTER = "sessions.0001_initial"
"""The last of other packages, before ours: the first of ours, which takes the longest, is being written."""


@pytest.fixture(autouse=True)
def _reads(django_db_blocker: Any) -> Iterator[None]:
    """Let the test read the database of the processes."""
    with django_db_blocker.unblock():
        yield


def applied() -> list[str]:
    """Return the migrations that the database says are applied."""
    try:
        with connections["working"].cursor() as cursor:
            cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
            return [name for (name,) in cursor.fetchall()]
    except DatabaseError:
        return []


def shape() -> list[Any]:
    with connections["working"].cursor() as cursor:
        cursor.execute(SHAPES[connections["working"].vendor])
        return [tuple(row) for row in cursor.fetchall()]


def killed_after(service: Served, name: str) -> None:
    """Migrate, and kill it once a migration is applied, in the middle of a later one."""
    command = (sys.executable, "manage.py", "migrate", "--verbosity", "0")
    process = subprocess.Popen(command, cwd=ROOT, env=service.environment, start_new_session=True)
    try:
        wait_for(lambda: name in applied() or process.poll() is not None, f"{name} is applied")
        assert process.poll() is None, "it was done before it was killed"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_migration_that_is_killed_is_completed_by_the_next(tmp_path: Path) -> None:
    quiet, killed = tmp_path / "quiet", tmp_path / "killed"
    quiet.mkdir(), killed.mkdir()
    with own_database(quiet, "tables") as database, connected(database):  # a copy of one that was migrated undisturbed
        expected, names = shape(), applied()
    with own_database(killed) as database, connected(database):
        service = Served("", killed, database)
        killed_after(service, KILLED_AFTER)
        service.manage("migrate", "--check", expect=1)
        service.manage("migrate", "--verbosity", "0")
        service.manage("migrate", "--check")
        assert sorted(applied()) == sorted(names)
        assert shape() == expected
