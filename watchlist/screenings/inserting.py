"""Many rows into one table, as plain values: to make an object of each takes longer than to store it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, unless_there: bool = False
) -> None:
    """Insert rows in their order; a value is one that the driver takes as it is.

    `unless_there`: a row whose key is taken is left out.
    """
    name = connection.ops.quote_name
    into = f"{name(model._meta.db_table)} ({', '.join(map(name, columns))})"
    if connection.vendor == "postgresql" and not unless_there:
        _copy(into, rows)
        return
    marks = ", ".join(["%s"] * len(columns))
    otherwise = " ON CONFLICT DO NOTHING" if unless_there else ""
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {into} VALUES ({marks}){otherwise}", list(rows))  # noqa: S608 - names of our own columns  # nosec B608


def _copy(into: str, rows: Iterable[Sequence[Any]]) -> None:
    """Stream rows to the server: half the time of as many inserts. What the server says is raised as Django's."""
    copy = f"COPY {into} FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(copy) as stream:
        for row in rows:
            stream.write_row(row)


def plain_key(row: models.Model) -> Any:
    """Return the id of a stored row as the driver takes it."""
    return row._meta.pk.get_db_prep_save(row.pk, connection)
