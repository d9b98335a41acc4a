"""Databases of tests: each process of a run has its own, on the server of DATABASE_URL, or a file without one.

Tables and law take half a minute to make: they are made once, as templates, and each database begins as a copy of one.
Templates stay for later runs until code, seeds or the day change (docs/practices/tests.md).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, LiteralString
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from watchlist.conf import build_dir
from watchlist.engine.host import ROOT

ON_A_SERVER: Final = os.environ.get("DATABASE_URL", "").startswith("postgres")
"""Whether the tests of this run ask PostgreSQL."""
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
MADE_FROM: Final = ("chemistry", "config", "seeds", "watchlist", "requirements.lock")
"""Folders and files that decide what a template holds."""
MADE_WITHOUT: Final = ("watchlist/web", "watchlist/api", "watchlist/integrity")
"""Pages, calls, checks: they define no table, and no command that fills a template takes what it writes from them."""
TEMPLATES: Final = build_dir() / "test-templates"


@contextmanager
def own_database(build: Path, contents: Contents = "nothing", on: str = "") -> Iterator[str]:
    """Yield the address of a database that nothing else uses; one on a server is dropped at the end.

    `on`: the address of another server than that of DATABASE_URL; its contents are made there, not copied.
    """
    if on:
        with _created(on) as database:
            fill(build, database, contents)
            yield database
        return
    template = _template(contents)
    if server := _server():
        with _created(server, template) as database:
            yield database
        return
    if template:
        shutil.copy(_path(template), build / FILE)
    yield f"sqlite:///{build / FILE}"


def environment_in(build: Path, database: str) -> dict[str, str]:
    """Return the environment of a process that has a build folder and a database of its own."""
    own = {
        "DATABASE_URL": database,
        "WATCHLIST_BUILD_DIR": str(build),
        "WATCHLIST_DEBUG": "true",
        "WATCHLIST_REQUIRE_TOTP": "none",
    }
    return {**os.environ, **own}


class DefaultDatabase:
    """Django's default database in a test process: empty tables or the law, as the next test wants it."""

    def __init__(self) -> None:
        self._wanted: Contents = "tables"
        self._current: Contents = "nothing"
        self._names: dict[Contents, str] = {}
        self._copies = ExitStack()
        self._is_open = False

    def want(self, contents: Contents) -> None:
        """Have the database hold `contents` from now on, or from `opened` on where it is not open yet."""
        self._wanted = contents
        if self._is_open:
            self._change()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Point the default connection at a database of this process until the block ends."""
        before = connection.settings_dict["NAME"]
        self._is_open = True
        with self._copies:
            self._change()
            yield
            self._connect_to(before)
        self._is_open = False

    def _change(self) -> None:
        if self._wanted == self._current:
            return
        assert not connection.in_atomic_block, "a fixture of the test before holds a transaction open"
        if self._wanted not in self._names:
            self._names[self._wanted] = self._copies.enter_context(_copy_of(self._wanted))
        self._connect_to(self._names[self._wanted])
        self._current = self._wanted

    def _connect_to(self, name: str) -> None:
        # The method of the base: SQLite's own closes nothing that is in memory, and would go on with it.
        BaseDatabaseWrapper.close(connection)
        connection.settings_dict["NAME"] = name


@contextmanager
def kept_rows(blocker: Any) -> Iterator[None]:
    """Keep what a fixture writes for every test of its module, in a transaction that none of them ends."""
    kept: Any = transaction.atomic()
    kept._from_testcase = True  # as Django's own around each test: a durable block may stand in it
    with blocker.unblock(), kept:
        yield
        transaction.set_rollback(True)


def drop_templates() -> None:
    """Drop the templates of this run from the server of DATABASE_URL; those that are files stay for the next."""
    if server := _server():
        for contents in STEPS:
            _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(contents))


def _template(contents: Contents) -> str | None:
    """Return the address of the template with these contents, made if there is none yet; None for no contents."""
    if contents == "nothing":
        return None
    TEMPLATES.mkdir(exist_ok=True)
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other processes of the run want the same
        return _made_template(contents)


def _made_template(contents: Contents) -> str | None:
    if contents == "nothing":
        return None
    if server := _server():
        return _template_on_server(server, contents)
    return _template_file(contents)


def _template_file(contents: Contents) -> str:
    path = TEMPLATES / f"{_name(contents)}.sqlite3"
    if not path.exists():
        before = _made_template(BEFORE[contents])
        for outdated in TEMPLATES.glob("*.sqlite3"):
            if not outdated.name.startswith(_digest()):
                outdated.unlink()
        with TemporaryDirectory(dir=TEMPLATES) as folder:
            file = Path(folder) / FILE
            if before:
                shutil.copy(_path(before), file)
            _manage(Path(folder), f"sqlite:///{file}", *STEPS[contents])
            file.replace(path)
    return f"sqlite:///{path}"


def _template_on_server(server: str, contents: Contents) -> str:
    address = _address(server, _name(contents))
    if not _exists(server, _name(contents)):
        before = _made_template(BEFORE[contents])
        making = f"{_name(contents)}_{uuid4().hex[:8]}"
        _execute(server, "CREATE DATABASE {} TEMPLATE {}", making, _name_in(before))
        with TemporaryDirectory() as folder:
            _manage(Path(folder), _address(server, making), *STEPS[contents])
        _execute(server, "ALTER DATABASE {} RENAME TO {}", making, _name(contents))
    return address


def fill(build: Path, database: str, contents: Contents) -> None:
    """Make `contents` in an empty database."""
    if contents != "nothing":
        fill(build, database, BEFORE[contents])
        _manage(build, database, *STEPS[contents])


def _manage(build: Path, database: str, *command: str) -> None:
    environment = environment_in(build, database)
    done = subprocess.run(
        (sys.executable, "manage.py", *command),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def _copy_of(contents: Contents) -> Iterator[str]:
    """Yield the name of a copy of a template: a database of the server, or one in memory."""
    template = _template(contents)
    assert template
    if server := _server():
        with _created(server, template) as database:
            yield _name_in(database)
        return
    name = f"file:{contents}-{os.getpid()}?mode=memory&cache=shared"
    # It is there for as long as a connection to it is.
    with closing(sqlite3.connect(name, uri=True)) as keeper, closing(sqlite3.connect(_path(template))) as file:
        file.backup(keeper)
        yield name


@contextmanager
def _created(server: str, template: str | None = None) -> Iterator[str]:
    name = f"watchlist_{uuid4().hex}"
    _execute(server, "CREATE DATABASE {} TEMPLATE {}", name, _name_in(template))
    try:
        yield _address(server, name)
    finally:
        # With force: of processes that were killed, connections may be left.
        _execute(server, "DROP DATABASE {} WITH (FORCE)", name)


def _server() -> str:
    """Return the address of the database server that the run is to use, "" where there is none."""
    address = os.environ.get("DATABASE_URL", "")
    return address if address.startswith("postgres") else ""


def _name(contents: Contents) -> str:
    return f"{_digest()}_{contents}"


@cache
def _digest() -> str:
    """Return a digest of what decides the contents of templates, and of the day: what is law today may end today."""
    digest = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d} {sys.version}".encode())
    for path in sorted(path for part in MADE_FROM for path in (ROOT / part, *(ROOT / part).rglob("*"))):
        if path.is_file() and "__pycache__" not in path.parts and not _is_left_out(path):
            digest.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"watchlist_{digest.hexdigest()[:12]}"


def _is_left_out(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / part) for part in MADE_WITHOUT)


def _address(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _name_in(address: str | None) -> str:
    return urlsplit(address).path[1:] if address else "template1"


def _path(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


def _exists(server: str, name: str) -> bool:
    with psycopg.connect(server, autocommit=True) as asking:
        return asking.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _execute(server: str, statement: LiteralString, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as asking:
        asking.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
