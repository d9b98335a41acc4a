"""A database from before the first release is refused, by whatever a person begins with; every other one passes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from tests.database import environment_in, own_database
from tests.serving import free_port
from tests.warm import run
from tests.working import CELERY, connected
from watchlist.engine.host import ROOT
from watchlist.errors import StartAnew
from watchlist.integrity.unreleased import FIRST_MIGRATION, SENTENCE, refuse_unreleased
from watchlist.management.migrating import migrate_where_needed
from watchlist.middleware.readiness import migrations_are_applied

OLDER = ("0001_initial", "0002_guards", "0039_rows_as_found")


def record(*names: str, using: Any = connection) -> None:
    """Have the migrations of ours that are recorded be these, and no other."""
    recorder = MigrationRecorder(using)
    recorder.migration_qs.filter(app="watchlist").delete()
    for name in names:
        recorder.record_applied("watchlist", name)


@pytest.mark.django_db
@pytest.mark.parametrize("names", [OLDER, OLDER[:1], ("0002_guards",)])
def test_a_database_from_before_is_refused(names: tuple[str, ...]) -> None:
    record(*names)
    with pytest.raises(StartAnew, match=r"made before 1\.0\.0rc1, .* start with a new database"):
        refuse_unreleased()


@pytest.mark.django_db
@pytest.mark.parametrize("names", [(), (FIRST_MIGRATION,), (FIRST_MIGRATION, "0002_guards", "9999_of_tomorrow")])
def test_an_empty_one_and_one_of_a_release_pass(names: tuple[str, ...]) -> None:
    record(*names)
    refuse_unreleased()


@pytest.mark.django_db
@pytest.mark.parametrize("option", [{}, {"plan": True}, {"check_unapplied": True}, {"fake": True}])
def test_it_is_not_migrated_nor_looked_at(option: dict[str, bool]) -> None:
    record(*OLDER)
    with pytest.raises(CommandError) as refusal:
        call_command("migrate", **option)
    assert (str(refusal.value), refusal.value.returncode) == (SENTENCE, 1)


@pytest.mark.django_db
def test_no_migration_is_written_after_it() -> None:
    record(*OLDER)
    with pytest.raises(CommandError) as refusal:
        call_command("makemigrations", check_changes=True)
    assert str(refusal.value) == SENTENCE


@pytest.mark.django_db
def test_it_is_not_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    record(*OLDER)
    monkeypatch.setattr(subprocess, "run", pytest.fail)
    with pytest.raises(StartAnew):
        migrate_where_needed()
    with pytest.raises(CommandError, match="start with a new database"):
        call_command("run_jobs")
    assert not migrations_are_applied()


@pytest.fixture
def older(tmp_path: Path, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """Return the environment of a service whose database is from before."""
    with django_db_blocker.unblock(), own_database(tmp_path, "tables") as database, connected(database):
        record(*OLDER, using=connections["working"])
        yield environment_in(tmp_path, database)


@pytest.mark.servers
def test_commands_say_so_in_one_sentence(older: dict[str, str]) -> None:
    manifest = str(ROOT / "fixtures" / "manifests" / "sample.csv")
    for command, status in ((("migrate",), 1), (("screen", manifest), 2)):
        done = run(older, *command)
        assert (done.returncode, done.stdout, done.stderr) == (status, "", f"CommandError: {SENTENCE}\n")


@pytest.mark.servers
@pytest.mark.parametrize(
    ("command", "statuses"),
    [
        # 1 where a second worker of gunicorn's fails to boot while it halts for the first
        ((sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"), {1, 3}),
        ((*CELERY, "worker", "--concurrency", "1", "--loglevel", "warning"), {1}),
    ],
)
def test_no_process_of_the_service_starts_on_it(
    older: dict[str, str], command: tuple[str, ...], statuses: set[int]
) -> None:
    service = {**older, "WATCHLIST_BIND": f"127.0.0.1:{free_port()}", "WATCHLIST_BROKER_URL": "memory://"}
    done = subprocess.run(command, cwd=ROOT, env=service, capture_output=True, text=True, check=False)
    assert done.returncode in statuses
    assert SENTENCE in done.stderr + done.stdout
