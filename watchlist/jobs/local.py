"""Without a broker: one process of this machine, apart from every request, runs what is due and ends.

A lock on a file keeps it to one. The leases would make a second harmless; the lock makes it rare.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from watchlist.conf import build_dir
from watchlist.engine.host import ROOT
from watchlist.jobs.queue import due

LOCK: Final = "jobs.lock"
"""In the build folder; it holds the id of the last process that ran jobs."""
LOG: Final = "jobs.log"


def take_lock() -> int | None:
    """Take the lock and return the open file that holds it; None while another process does."""
    file = os.open(build_dir() / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


def detach() -> bool:
    """Start the process of the jobs and say whether it was started: not where one is at work.

    It is born with the lock, so that no second one is started while it wakes up.
    """
    lock = take_lock()
    if lock is None:
        return False
    command = [sys.executable, str(ROOT / "manage.py"), "run_jobs", "--lock", str(lock)]
    try:
        with (build_dir() / LOG).open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command  # nosec B603
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock,),
                start_new_session=True,
            )
    finally:
        os.close(lock)
    # It outlives us, or we it: then somebody must take its status, or it stays as a zombie.
    threading.Thread(target=process.wait, name="jobs", daemon=True).start()
    return True


def run_alone(run_due: Callable[[], int], lock: int | None = None) -> bool:
    """Run what is due until nothing is, as the only process here; False where another one is at work.

    Who wants to start us while we hold the lock does not: so once it is let go we look again.
    """
    lock = take_lock() if lock is None else lock
    if lock is None:
        return False
    while lock is not None:
        try:
            os.truncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
            while run_due():
                pass
        finally:
            os.close(lock)
        lock = take_lock() if due(now=datetime.now(UTC)).exists() else None
    return True
