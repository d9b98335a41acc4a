"""A PostgreSQL server of a test's own, that may be killed: the one that other tests use is nobody's to kill."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.serving import free_port

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin")


@dataclass(slots=True)
class Server:
    """A server whose data stand in `folder`; it runs as the user `postgres`, where the tests run as root."""

    folder: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return the address of its first database."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and return once it takes connections; what a killed one left is put right first."""
        said = ("-p", str(self.port), "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off")
        command = [binary("postgres"), "-D", str(self.folder / "data"), *said]
        for _ in range(100):
            process = subprocess.Popen(
                command, user=user(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            asked = [binary("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port), "-t", "20"]
            while process.poll() is None and subprocess.run(asked, check=False).returncode != 0:
                pass
            if process.poll() is None:
                self.processes.append(process)
                return
        raise AssertionError("the database server does not start")

    def kill9(self) -> None:
        """Kill it with every process that serves a connection: each is in a session of its own."""
        process = self.processes.pop()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.kill()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        process.wait()


@contextmanager
def own_server() -> Iterator[Server]:
    """Yield a server that is started, empty, and gone at the end."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.chown(folder, user() or os.geteuid())
        command = [binary("initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        subprocess.run([*command, "--locale=C.UTF-8"], user=user(), check=True, stdout=subprocess.DEVNULL)
        server = Server(folder, free_port())
        server.start()
        try:
            yield server
        finally:
            if server.processes:
                server.kill9()


def user() -> str | None:
    """Return as whom the server runs: it refuses to as root."""
    return "postgres" if os.geteuid() == 0 else None


def binary(name: str) -> str:
    """Return where a program of the server stands: Debian keeps most of them out of the path."""
    found = [shutil.which(name, path=str(path)) for place in PLACES for path in sorted(Path("/").glob(place[1:]))]
    program = next((path for path in reversed(found) if path), None) or shutil.which(name)
    assert program, f"{name} is missing"
    return program
