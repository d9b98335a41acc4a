"""Faults as the system makes them: a disk that takes no more, a database that takes no writes, a clock that jumps."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

import pytest
from django.db import connection, transaction

ASKING: Final = ("watchlist.jobs.leases", "watchlist.jobs.queue", "watchlist.temporal")
"""The modules that ask the clock for what is held, waits or is known from when."""


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes: the system refuses the write, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


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
