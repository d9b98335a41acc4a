"""A database of its own for processes that a test starts: on the server of DATABASE_URL, or a file without one.

Tables and law take half a minute to make: they are made once in a run, and each database begins as a copy of them.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, LiteralString
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from watchlist.conf import ROOT

Contents = Literal["nothing", "tables", "law", "people"]
"""What a database begins with, each with what stands before it: the law is that of the seeds, people the demo's."""

PASSWORD = "a-password-of-this-test"
STEPS: dict[Contents, tuple[str, ...]] = {
    "tables": ("migrate", "--verbosity", "0"),
    "law": ("load_seeds",),
    "people": ("demo_users", "--password", PASSWORD),
}
BEFORE: dict[Contents, Contents] = {"tables": "nothing", "law": "tables", "people": "law"}
FILE = "watchlist.sqlite3"

at_the_end = ExitStack()
atexit.register(at_the_end.close)


@contextmanager
def own_database(build: Path, contents: Contents = "nothing", on: str = "") -> Iterator[str]:
    """Yield the address of a database that nothing else uses; one on a server is dropped at the end.

    `on`: the address of another server than that of DATABASE_URL; what it is to hold is made there, not copied.
    """
    if on:
        with _on_a_server(on) as made:
            fill(build, made, contents)
            yield made
        return
    with _beginning_as(_template(contents), build) as copied:
        yield copied


def environment_in(build: Path, database: str) -> dict[str, str]:
    """Return the environment of a process that has a build folder and a database of its own."""
    own = {"DATABASE_URL": database, "WATCHLIST_BUILD_DIR": str(build), "WATCHLIST_DEBUG": "true"}
    return {**os.environ, **own}


@cache
def _template(contents: Contents) -> str | None:
    """Return the address of what each copy begins as, made at the first call; none where it holds nothing."""
    if contents == "nothing":
        return None
    build = Path(at_the_end.enter_context(TemporaryDirectory()))
    made = at_the_end.enter_context(_beginning_as(_template(BEFORE[contents]), build))
    _manage(build, made, *STEPS[contents])
    return made


def fill(build: Path, database: str, contents: Contents) -> None:
    """Make what an empty database is to hold, in it."""
    if contents != "nothing":
        fill(build, database, BEFORE[contents])
        _manage(build, database, *STEPS[contents])


def _manage(build: Path, database: str, *command: str) -> None:
    asked, environment = (sys.executable, "manage.py", *command), environment_in(build, database)
    told = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


@contextmanager
def _beginning_as(template: str | None, build: Path) -> Iterator[str]:
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        with _on_a_server(server, template) as made:
            yield made
        return
    if template:
        shutil.copy(template.removeprefix("sqlite:///"), build / FILE)
    yield f"sqlite:///{build / FILE}"


@contextmanager
def _on_a_server(server: str, template: str | None = None) -> Iterator[str]:
    name = f"watchlist_{uuid4().hex}"
    _ask(server, "CREATE DATABASE {} TEMPLATE {}", name, urlsplit(template).path[1:] if template else "template1")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        # With force: of processes that were killed, connections may be left.
        _ask(server, "DROP DATABASE {} WITH (FORCE)", name)


def _ask(server: str, statement: LiteralString, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
