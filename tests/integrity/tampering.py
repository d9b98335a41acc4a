"""What somebody does to the database who owns it: statements that take away what it refuses, done and undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from watchlist.integrity.schema_objects import SchemaObject


@contextmanager
def tampered(*statements: str) -> Iterator[None]:
    """Have statements done until the block ends, and undone then."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        yield
        transaction.set_rollback(True)


def drops(item: SchemaObject) -> str:
    match item.kind:
        case "trigger" if connection.vendor == "sqlite":
            return f'DROP TRIGGER "{item.name}"'
        case "trigger":
            return f'DROP TRIGGER "{item.name}" ON "{item.table}"'
        case "not_null":
            return f'ALTER TABLE "{item.table}" ALTER COLUMN "{item.name}" DROP NOT NULL'
        case "index" | "unique" if item.definition.startswith("CREATE "):
            return f'DROP INDEX "{item.name}"'
        case _ if connection.vendor == "sqlite":
            return rewrites(item.table, f", {item.definition}", "")
        case _:
            return f'ALTER TABLE "{item.table}" DROP CONSTRAINT "{item.name}" CASCADE'


def rewrites(table: str, before: str, after: str) -> str:
    quoted = [text.replace("'", "''") for text in (before, after)]
    return "UPDATE sqlite_master SET sql = replace(sql, '{}', '{}') WHERE name = '{}'".format(*quoted, table)  # noqa: S608
