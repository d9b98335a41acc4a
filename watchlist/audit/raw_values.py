"""Values of a database that somebody may have written into: a check names them, and never stops at one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.db.models import QuerySet


def any_text() -> AbstractContextManager[None]:
    """Read bytes that are no UTF-8 as text with surrogates meanwhile. On SQLite a column of text may hold them."""
    return _text_factory(lambda raw: raw.decode("utf-8", "surrogateescape"))


def fetch_all(rows: QuerySet[Any]) -> list[Any]:
    """Return the rows of a query, by `any_text` (far slower) only where the driver cannot read one of them."""
    try:
        with _text_factory(str):
            return list(rows.all())
    except OperationalError:
        with any_text():
            return list(rows.all())


@contextmanager
def _text_factory(factory: Any) -> Iterator[None]:
    connection.ensure_connection()
    if not isinstance(connection.connection, sqlite3.Connection):
        yield
        return
    previous = connection.connection.text_factory
    connection.connection.text_factory = factory
    try:
        yield
    finally:
        connection.connection.text_factory = previous


def whole_number(value: Any) -> int:
    """Return a value where it is a whole number; -1 for what no event is numbered by."""
    return value if isinstance(value, int) else -1
