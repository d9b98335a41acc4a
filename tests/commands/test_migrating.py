"""The tables that a command finds wanting, made by a process of their own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db.migrations.recorder import MigrationRecorder

from watchlist.management.migrating import migrate_where_needed

Answer = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.django_db
def test_tables_that_are_up_to_date_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", _answering(1, ""))
    migrate_where_needed()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("errors", "sentence"),
    [("Traceback\nNo space is left.\n", "^No space is left.$"), ("", "^The tables could not be made.$")],
)
def test_tables_that_cannot_be_made_are_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, errors: str, sentence: str
) -> None:
    _leave_one_out()
    monkeypatch.setattr(subprocess, "run", _answering(1, errors))
    with pytest.raises(CommandError, match=sentence):
        migrate_where_needed()


@pytest.mark.django_db
def test_tables_that_are_wanting_are_made_by_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    _leave_one_out()
    commands: list[Any] = []
    monkeypatch.setattr(subprocess, "run", _answering(0, "", commands))
    migrate_where_needed()
    assert [command[2] for command in commands] == ["migrate"]


def _leave_one_out() -> None:
    last = MigrationRecorder.Migration.objects.filter(app="watchlist").latest("name")
    last.delete()


def _answering(code: int, errors: str, commands: list[Any] | None = None) -> Answer:
    def run(command: Any, **_options: Any) -> subprocess.CompletedProcess[str]:
        if commands is not None:
            commands.append(command)
        return subprocess.CompletedProcess(command, code, "", errors)

    return run
