"""Values of a database that somebody may have written into: a check names them, and never stops at one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def any_text() -> Iterator[None]:
    """Read bytes that are no UTF-8 as text with surrogates meanwhile. On SQLite a column of text may hold them."""
    connection.ensure_connection()
    if not isinstance(connection.connection, sqlite3.Connection):
        yield
        return
    before = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = before


def whole_number(value: Any) -> int:
    """Return a value where it is a whole number; -1 for what no event is numbered by."""
    return value if isinstance(value, int) else -1
