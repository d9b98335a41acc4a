"""Faults as the system makes them: a disk that takes no more, a database that takes no writes, a clock that jumps."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL, get_errno
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

import pytest
from django.db import connection, transaction

ASKING: Final = ("watchlist.jobs.leases", "watchlist.jobs.queue", "watchlist.temporal")
"""The modules that ask the clock for what is held, waits or is known from when."""
DETACH: Final = 2
"""Of umount(2): whatever is still open on it, the folder is free at once."""


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system of its own, whose files a test keeps in `folder`."""

    folder: Path

    @contextmanager
    def full(self, *, pages: int = 0) -> Iterator[None]:
        """Have no room left on it but for so many pages, of 4,096 bytes each, until the block ends."""
        ballast = self.folder.with_name("ballast")
        room = os.statvfs(self.folder)
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, (room.f_bavail - pages) * room.f_frsize)
        try:
            yield
        finally:
            ballast.unlink()


@contextmanager
def small_disk(at: Path, mebibytes: int = 1) -> Iterator[SmallDisk]:
    """Mount a small disk in a new folder: it refuses what it has no room for as any other, and kills who maps it."""
    if os.geteuid() != 0:
        assert "CI" not in os.environ, "the tests do not run as root"
        pytest.skip("to mount a disk is for root: only CI must")
    at.mkdir()
    try:
        _system_call("mount", b"tmpfs", bytes(at), b"tmpfs", 0, f"size={mebibytes}m,mode=0755".encode())
    except PermissionError:  # some containers keep that even from root, and no disk of a test's own is to be had there
        pytest.skip("this machine lets nobody mount a disk")
    try:
        (at / "files").mkdir()
        yield SmallDisk(at / "files")
    finally:
        _system_call("umount2", bytes(at), DETACH)


def _system_call(name: str, *arguments: bytes | int) -> None:
    """Mount or unmount without a process, which a test of the tier `rules` may not start."""
    if getattr(CDLL(None, use_errno=True), name)(*arguments):
        raise OSError(get_errno(), f"{name}: {os.strerror(get_errno())}")


@contextmanager
def little_memory(more: int) -> Iterator[None]:
    """Let this process ask the system for so many bytes more and no further."""
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (taken + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def read_only() -> Iterator[None]:
    """Have the database of the tests take no writes, as a server does that follows another; what failed is undone."""
    with transaction.atomic():
        _run("PRAGMA query_only = ON" if connection.vendor == "sqlite" else "SET LOCAL transaction_read_only = on")
        try:
            yield
        finally:
            if connection.vendor == "sqlite":  # on a server it ends with the transaction
                _run("PRAGMA query_only = OFF")
            transaction.set_rollback(True)


def clock_at(monkeypatch: pytest.MonkeyPatch, jump: timedelta) -> None:
    """Have the clock of whoever holds and waits for jobs, and of the law, stand otherwise by so much from now on."""

    class Jumped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + jump

    for module in ASKING:
        monkeypatch.setattr(f"{module}.datetime", Jumped)


def _run(statement: str) -> None:
    """Tell the database itself, past Django, which says nothing more in a transaction that broke."""
    connection.connection.execute(statement)
