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
    return _text_read_by(lambda raw: raw.decode("utf-8", "surrogateescape"))


def all_of(rows: QuerySet[Any]) -> list[Any]:
    """Return some rows, as `any_text` reads them where the driver cannot read one of them: that takes far longer."""
    try:
        with _text_read_by(str):
            return list(rows.all())
    except OperationalError:
        with any_text():
            return list(rows.all())


@contextmanager
def _text_read_by(factory: Any) -> Iterator[None]:
    connection.ensure_connection()
    if not isinstance(connection.connection, sqlite3.Connection):
        yield
        return
    before = connection.connection.text_factory
    connection.connection.text_factory = factory
    try:
        yield
    finally:
        connection.connection.text_factory = before


def whole_number(value: Any) -> int:
    """Return a value where it is a whole number; -1 for what no event is numbered by."""
    return value if isinstance(value, int) else -1
