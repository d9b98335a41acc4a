"""The service as an operator starts it: a process of its own, on a free port, with a build folder of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import urllib3

from tests.database import PASSWORD, environment_in, own_database
from tests.waiting import wait_for
from tests.warm import manage
from watchlist.conf import build_dir
from watchlist.engine.host import ROOT
from watchlist.engine.identification.dictionary import build_dictionary, dictionary_path

PATIENCE = 180.0  # seconds until the server must answer; while it warms up other work may hold the processors

request = partial(urllib3.request, timeout=PATIENCE)
"""Asks as a client that waits: by itself urllib3 gives up after three seconds, on a busy machine too few."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running service: its address, and the password of its demo people."""

    url: str
    build: Path
    database: str
    password: str = PASSWORD

    def manage(self, *command: str, expect: int = 0) -> str:
        """Run a command of the service beside it, which must leave with the status expected; return what it printed."""
        return manage(self.environment, *command, expect=expect)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of every process."""
        return environment_in(self.build, self.database)


@contextmanager
def served(build: Path, workers: int = 0) -> Iterator[Served]:
    """Serve the law of the seeds from `build` until the block ends: by the process server, where workers are asked."""
    with prepared(build, static=bool(workers)) as service, running(service, workers):
        yield service


@contextmanager
def prepared(build: Path, *, static: bool) -> Iterator[Served]:
    """Set a service up in `build`: its database with the law of the seeds and people, and static files where asked."""
    if not (current := dictionary_path(build_dir())).exists():  # a clone that screened nothing yet, or an older one
        build_dictionary(current)
    for made in (current, *build_dir().glob("ordinary.sqlite3"), *build_dir().glob("meaning.json")):
        shutil.copy(made, build)
    with own_database(build, "people") as database:
        service = Served(f"http://127.0.0.1:{free_port()}", build, database)
        if static:
            service.manage("collectstatic", "--noinput", "--verbosity", "0")
        yield service


@contextmanager
def running(service: Served, workers: int = 0) -> Iterator[None]:
    """Run the server of a service that is set up, until the block ends."""
    address = service.url.removeprefix("http://")
    command = [sys.executable, "manage.py", "runserver", "--noreload", address]
    environment = service.environment
    if workers:
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
        asked = {"WATCHLIST_DEBUG": "false", "WATCHLIST_BIND": address, "WATCHLIST_WEB_WORKERS": str(workers)}
        environment = {**environment, **asked}
    with (service.build / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_until_ready(service.url, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return once a server says that it is ready; fail where it ends before, or takes too long."""
    wait_for(lambda: process.poll() is not None or _is_ready(url), f"an answer at {url}", PATIENCE)
    assert process.poll() is None, f"the server at {url} ended before it was ready"


def _is_ready(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/api/v1/readyz", timeout=PATIENCE).close()  # noqa: S310 - the server of this test
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True
