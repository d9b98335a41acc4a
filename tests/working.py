"""The jobs of the service as an operator runs them: workers, beat and broker, each a process that can be killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as service_settings
from django.db import connections

from config.env import env
from tests.database import Contents, environment_in, own_database
from tests.serving import free_port
from tests.waiting import PATIENCE, wait_for
from tests.warm import manage
from watchlist.conf import build_dir
from watchlist.engine.host import ROOT
from watchlist.jobs.local import LOCK

CELERY = (sys.executable, "-m", "celery", "-A", "config")
COMMANDS: dict[str, tuple[str, ...]] = {
    "worker": (*CELERY, "worker", "--concurrency", "1", "--loglevel", "warning"),
    "beat": (*CELERY, "beat", "--loglevel", "warning"),
    "web": (sys.executable, "manage.py", "runserver", "--noreload"),
}


@dataclass(slots=True)
class Working:
    """A database, a broker or none, and the processes that work on them; each can be killed and started again."""

    build: Path
    database: str
    port: int | None
    settings: str
    lease_seconds: int = 3
    is_durable: bool = False
    web_port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start processes: `broker`, `worker`, `worker 2`, `beat`; their output goes into the build folder."""
        for name in names:
            with (self.build / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self._command(name), cwd=ROOT, env=self._own(name), stdout=log, stderr=log, start_new_session=True
                )
            if name == "broker":
                wait_for(self._broker_answers, "the broker answers")

    def kill9(self, name: str) -> None:
        """Kill a process and all of its children at once, as a machine that loses its power does."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def revive(self) -> None:
        """Start again what ended by itself, as whoever supervises processes does."""
        for name in [name for name, process in self.running.items() if process.poll() is not None]:
            del self.running[name]
            self.start(name)

    def end(self, name: str) -> None:
        """Ask a process to end, as an operator does, and wait until it has."""
        process = self.running.pop(name)
        process.terminate()
        process.wait(timeout=PATIENCE)

    def kill9_local(self) -> None:
        """Kill the process that runs the jobs of this machine without a broker, and all of its children.

        It holds its lock until the last of them is gone, and as long as it does nobody starts another.
        """
        lock = self.build / LOCK
        os.killpg(int(lock.read_text()), signal.SIGKILL)
        wait_for(partial(_is_free, lock), "the lock of what was killed is let go")

    def manage(self, *command: str, expect: int = 0) -> str:
        """Run a command beside them, which must leave with the status expected; return what it printed."""
        return manage(self.environment, *command, expect=expect)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of every process; what is lost is noticed within seconds, not minutes."""
        return {
            **environment_in(self.build, self.database),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "WATCHLIST_BROKER_URL": f"redis://127.0.0.1:{self.port}/0" if self.port else "",
            "WATCHLIST_LEASE_SECONDS": str(self.lease_seconds),
            "WATCHLIST_SWEEP_SECONDS": "0.5",
            "WATCHLIST_TURN_SECONDS": "1",
        }

    def _own(self, name: str) -> dict[str, str]:
        """Return the environment of a process: a worker keeps no statement in its memory, as a developer's does."""
        is_worker = name.startswith(("worker", "beat"))
        return {**self.environment, **({"WATCHLIST_DEBUG": "false"} if is_worker else {})}

    def _command(self, name: str) -> tuple[str, ...]:
        kind, _, number = name.partition(" ")
        if kind in COMMANDS:
            own = {"worker": ("--hostname", f"{kind}{number}@%h"), "web": (str(self.web_port),)}
            return (*COMMANDS[kind], *own.get(kind, ()))
        return ("redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", *self._kept)

    @property
    def _kept(self) -> tuple[str, ...]:
        return ("--appendonly", "yes", "--dir", str(self.build)) if self.is_durable else ("--appendonly", "no")

    def _broker_answers(self) -> bool:
        with socket.socket() as probe:
            return self.port is not None and probe.connect_ex(("127.0.0.1", self.port)) == 0


def _is_free(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def working(
    build: Path,
    *,
    broker: bool,
    contents: Contents = "tables",
    settings: str = "config.settings",
    is_durable: bool = False,
    server: str = "",
) -> Iterator[Working]:
    """Make a database in `build`, start the broker if there is one, and kill everything at the end.

    `is_durable`: the broker keeps what it is told on the disk; `server`: the address of another database server.

    Inside, the database is Django's connection `working`.
    """
    if broker and not shutil.which("redis-server"):
        assert "CI" not in os.environ, "redis-server is missing"
        pytest.skip("no redis-server here: only CI must have one")
    for made in (*build_dir().glob("dictionary-*.sqlite3"), *build_dir().glob("meaning.json")):
        shutil.copy(made, build)
    with own_database(build, contents, server) as database:
        service = Working(build, database, free_port() if broker else None, settings, is_durable=is_durable)
        with connected(database):
            try:
                if broker:
                    service.start("broker")
                yield service
            finally:
                for name in list(service.running):
                    service.kill9(name)


@contextmanager
def connected(database: str) -> Iterator[None]:
    # As the service itself does, a test waits for the one writer of SQLite: five seconds are few on a busy machine.
    options = (
        {"OPTIONS": service_settings.DATABASES["default"].get("OPTIONS", {})} if database.startswith("sqlite") else {}
    )
    connections.databases["working"] = connections.configure_settings(
        {"default": {}, "working": env.db_url_config(database) | options}
    )["working"]
    try:
        yield
    finally:
        connections["working"].close()
        del connections["working"]
        del connections.databases["working"]
