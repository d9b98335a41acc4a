"""Many rows at once: as plain values, since objects take longer to make than to store, under ids kept for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Self, TypeVar

from django.db import connection, models, transaction

from watchlist.manifests import ManifestLine
from watchlist.screenings.models import ScreenedLine

BATCH: Final = 500
Key = TypeVar("Key")


def batches(keys: Sequence[Key], size: int = BATCH) -> Iterator[Sequence[Key]]:
    """Yield keys some at a time, as many as one query may name."""
    return (keys[at : at + size] for at in range(0, len(keys), size))


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


class Ids(NamedTuple):
    """The ids of some lines, as declared and as screened."""

    declared: Sequence[int]
    screened: Sequence[int]

    @classmethod
    def reserve(cls, lines: int) -> Self:
        """Return ids for so many lines that are stored now."""
        return cls(reserve(ManifestLine, lines), reserve(ScreenedLine, lines))


def reserve(model: type[models.Model], rows: int) -> Sequence[int]:
    """Return ids that no other row of a table has or will have, above all that were given, in ascending order."""
    return _of_table(model._meta.db_table, rows) if connection.vendor == "sqlite" else _of_sequence(model, rows)


def reserve_block(model: type[models.Model], rows: int) -> int:
    """Return the first of so many ids that follow each other."""
    while True:
        ids = reserve(model, rows)
        if ids[-1] - ids[0] == rows - 1:
            return ids[0]
        # Somebody else stored a row meanwhile: ids that are not used are missed by nobody.


@transaction.atomic
def _of_table(table: str, rows: int) -> range:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [rows, table])
        row = cursor.fetchone()
        if row is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, rows])
    last = row[0] if row else rows
    return range(last - rows + 1, last + 1)


def _of_sequence(model: type[models.Model], rows: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), rows],
        )
        return [key for (key,) in cursor.fetchall()]
