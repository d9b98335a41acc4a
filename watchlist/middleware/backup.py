"""A copy of the database as it stood at one instant, taken while the service goes on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, connection

from watchlist.engine.errors import WatchlistError

# The comment on the cartridge may be written by its owner alone: a restore as the owner of the tables would stop there.
PG_DUMP: Final = ("pg_dump", "--format=custom", "--no-owner", "--no-comments", "--lock-wait-timeout=60s")


class NotBackedUp(WatchlistError):
    """No copy was made; the sentence says why, and nothing stands under the name that was asked."""


def back_up(*, to: Path) -> int:
    """Copy the database into a file that is not there yet, and return its size in bytes.

    SQLite: a database, of which all pages were checked. PostgreSQL: an archive for `pg_restore`. The file is its
    owner's alone, and bears its name once it is whole. Raises `NotBackedUp`.
    """
    if to.exists():
        raise NotBackedUp(f"{to} is there already: a backup is never written over.")
    part = to.with_name(f".{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        _copy_sqlite(part) if connection.vendor == "sqlite" else _dump_postgresql(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())  # the bytes are on the disk
        os.link(part, to)  # unlike a renaming, it refuses a file that came meanwhile
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise NotBackedUp(f"{to}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return to.stat().st_size


def _copy_sqlite(part: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(part)) as copy:
        # All pages in one step are one snapshot: under WAL no writer waits for it, and none starts it anew.
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise NotBackedUp(f"the copy does not hold: {'; '.join(found[:5])}")


def _dump_postgresql(part: Path) -> None:
    settings: dict[str, Any] = connection.settings_dict
    options = (*PG_DUMP[1:], f"--file={part}")
    command, own = connection.client.settings_to_cmd_args_env(settings, options)
    done = subprocess.run(  # noqa: S603 - our own command; the password goes by the environment  # nosec B603
        [PG_DUMP[0], *command[1:]], env={**os.environ, **(own or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotBackedUp(done.stderr.strip() or f"pg_dump ended with {done.returncode}")
