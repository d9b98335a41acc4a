"""Commands of the service, each in a fork of a parent that set Django up in its environment: seconds cheaper than anew.

A parent serves one environment. It opens no connection and starts no thread, so that a fork of it is as a new process.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from socket import AF_UNIX, SOCK_SEQPACKET, recv_fds, send_fds, socket, socketpair
from tempfile import TemporaryFile
from typing import Final, NoReturn

ROOT: Final = Path(__file__).resolve().parent.parent
LONGEST: Final = 65_536
"""Bytes of a command; one with a program is the longest."""
OF_PYTEST: Final = "PYTEST_CURRENT_TEST"
"""Another with each test: not what a command is to know."""
AT_ONCE: Final = 2
"""Parents that are there at once: of a house, and of the place where it is restored."""


def manage(environment: Mapping[str, str], *command: str, expect: int = 0) -> str:
    """Run `manage.py` with these words, which must leave with the status expected; return what it printed."""
    done = run(environment, *command)
    assert done.returncode == expect, done.stderr
    return done.stdout


def run(environment: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` with these words, and return how it ended."""
    environment = {name: value for name, value in environment.items() if name != OF_PYTEST}
    key = frozenset(environment.items())
    parent = _parents.pop(key, None) or _started(environment)
    _parents[key] = parent
    while len(_parents) > AT_ONCE:
        _parents.pop(next(iter(_parents))).close()
    return parent.run(command)


@dataclass(slots=True)
class Parent:
    """A process that has Django set up, and forks for each command."""

    process: subprocess.Popen[bytes]
    commands: socket

    def run(self, command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        """Return how a command ended, and what it printed."""
        with TemporaryFile() as out, TemporaryFile() as err:
            send_fds(self.commands, [json.dumps(command).encode()], [out.fileno(), err.fileno()])
            status = int(self.commands.recv(LONGEST))
            out.seek(0), err.seek(0)
            return subprocess.CompletedProcess(command, status, out.read().decode(), err.read().decode())

    def close(self) -> None:
        """End it."""
        self.commands.close()
        self.process.wait()


_parents: Final[dict[frozenset[tuple[str, str]], Parent]] = {}


@atexit.register
def _close() -> None:
    for parent in _parents.values():
        parent.close()


def _started(environment: Mapping[str, str]) -> Parent:
    ours, theirs = socketpair(AF_UNIX, SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            (sys.executable, "-m", "tests.warm", str(theirs.fileno())),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
        )
    return Parent(process, ours)


def _serve(commands: socket) -> None:
    """Fork for each command until the other side hangs up."""
    import django  # noqa: PLC0415 - only here are the settings those of the service

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    import watchlist.tasks  # noqa: F401, PLC0415 - most commands want what it imports

    while True:
        message, files, _, _ = recv_fds(commands, LONGEST, 2)
        if not message:
            return
        if not (child := os.fork()):
            commands.close()
            _run(json.loads(message), *files)
        for file in files:
            os.close(file)
        commands.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _run(command: list[str], out: int, err: int) -> NoReturn:
    """Be the process of one command to its end."""
    from manage import main  # noqa: PLC0415

    os.dup2(out, 1), os.dup2(err, 2)
    status, sys.argv = 0, ["manage.py", *command]
    try:
        main()
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        if isinstance(leaving.code, str):
            print(leaving.code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 - what a process ends with, whatever it is
        traceback.print_exc()
        status = 1
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush(), sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve(socket(fileno=int(sys.argv[1])))
