"""Many machines may migrate at once: one does it, the others wait, and find nothing to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from tests.database import environment_in, own_database
from tests.working import connected
from watchlist.engine.host import ROOT
from watchlist.integrity.schema import schema_differences
from watchlist.integrity.unreleased import FIRST_MIGRATION
from watchlist.management.migrating import forget_repeated, migration_lock

AT_ONCE = 4


@pytest.fixture
def _reads(django_db_blocker: Any) -> Iterator[None]:
    """Let the test read the database of the processes."""
    with django_db_blocker.unblock():
        yield


def migrate(environment: dict[str, str], *options: str) -> subprocess.Popen[str]:
    command = (sys.executable, "manage.py", "migrate", "--verbosity", "0", *options)
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, errors = process.communicate()
    return process.returncode, errors


@pytest.mark.servers
@pytest.mark.usefixtures("_reads")
def test_migrations_at_once_are_one(tmp_path: Path) -> None:
    with own_database(tmp_path) as database, connected(database):
        environment = environment_in(tmp_path, database)
        processes = [migrate(environment) for _ in range(AT_ONCE)]
        waits = "Another process migrates this database: waiting for its end.\n"
        assert sorted(map(ended, processes)) == [(0, ""), *[(0, waits)] * (AT_ONCE - 1)]
        recorded = MigrationRecorder(connections["working"]).migration_qs.values_list("app", "name")
        assert len(recorded) == len(set(recorded))
        assert list(schema_differences(connections["working"])) == []


@pytest.mark.servers
@pytest.mark.usefixtures("_reads")
def test_who_only_looks_waits_for_no_migration(tmp_path: Path) -> None:
    with (
        own_database(tmp_path, "tables") as database,
        connected(database),
        migration_lock(connections["working"], on_wait=pytest.fail),
    ):
        assert ended(migrate(environment_in(tmp_path, database), "--check")) == (0, "")


@pytest.mark.django_db
def test_a_migration_that_was_recorded_twice_is_recorded_once_from_then_on() -> None:
    recorder = MigrationRecorder(connection)
    before = list(recorder.migration_qs.order_by("id").values("id", "app", "name"))
    recorder.record_applied("watchlist", FIRST_MIGRATION)
    recorder.record_applied("watchlist", FIRST_MIGRATION)
    forget_repeated(connection)
    assert list(recorder.migration_qs.order_by("id").values("id", "app", "name")) == before
