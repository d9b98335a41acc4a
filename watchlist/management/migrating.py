"""The tables of an embedded database, made and kept up by the commands that a person begins with."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from watchlist.engine.host import ROOT
from watchlist.integrity.unreleased import refuse_unreleased


def migrate_where_needed() -> None:
    """Apply the migrations that are not applied. Raises `CommandError` where that fails, `StartAnew` where none may.

    A process of its own does it: migrations need every app, of which some commands start without (config/commands.py).
    """
    if _is_current():
        return
    refuse_unreleased()
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(  # noqa: S603 - our own command  # nosec B603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise CommandError((done.stderr.splitlines() or ["The tables could not be made."])[-1])


def _is_current() -> bool:
    """Say whether every migration of the installed apps is applied, by their files' names: none of them is imported."""
    applied = MigrationRecorder(connection).applied_migrations()
    return all((app.label, name) in applied for app in apps.get_app_configs() for name in _migrations_of(app.label))


def _migrations_of(label: str) -> list[str]:
    module, _ = MigrationLoader.migrations_module(label)
    if module is None:
        return []
    try:
        package = import_module(module)
    except ModuleNotFoundError:  # an app without tables
        return []
    return [name for _, name, is_package in iter_modules(package.__path__) if not is_package and name[0] not in "_~"]
