"""Processes as the system counts them: the children of one, and whether they are still there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.waiting import wait_for
from watchlist.engine.host import ROOT


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    own = [int(child) for task in tasks for child in task.read_text().split()]
    return own + [below for child in own for below in children_of(child)]


def is_running(pid: int) -> bool:
    """Say whether a process is there, and more than a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pids: list[int]) -> None:
    """Return once processes have ended; fail where one does not.

    One that is at work ends once it has used up its seconds of the processor, which take many times that by the clock
    where others work too.
    """
    wait_for(lambda: not any(map(is_running, pids)), f"the processes {pids} end")


def children_of_killed(program: str) -> list[int]:
    """Return the children that a program had when it was killed: once it had printed "ready"."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        started = children_of(parent.pid)
        parent.kill()
    return started
