"""Ids of rows that are yet to be stored, so that rows which several workers store stand in the order of their file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

from django.db import connection, models, transaction

from watchlist.manifests.models import ManifestLine
from watchlist.screenings.models import ScreenedLine


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
