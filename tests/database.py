"""A database of its own for processes that a test starts: on the server of DATABASE_URL, or a file without one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql


@contextmanager
def own_database(build: Path, on: str = "") -> Iterator[str]:
    """Yield the address of an empty database that nothing else uses; one on a server is dropped at the end.

    `on`: the address of another server than that of DATABASE_URL.
    """
    server = urlsplit(on or os.environ.get("DATABASE_URL", ""))
    if not server.scheme.startswith("postgres"):
        yield f"sqlite:///{build / 'watchlist.sqlite3'}"
        return
    name = f"watchlist_{uuid4().hex}"
    _on(server.geturl(), sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield server._replace(path=f"/{name}").geturl()
    finally:
        # With force: of processes that were killed, connections may be left.
        _on(server.geturl(), sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _on(server: str, statement: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
