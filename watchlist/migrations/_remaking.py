"""Constraints that change on a table which triggers name: SQLite makes the table anew, and stumbles over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations


class WithoutTriggers(migrations.SeparateDatabaseAndState):
    """Operations on one table, during which the triggers that name it are set aside, whatever table they are of.

    SQLite drops a table's own triggers with it, and refuses to rename the new one into a name that others ask for.
    """

    def __init__(self, table: str, operations: Iterable[Any]) -> None:
        """Take the table, and what is done to it."""
        self.table = table
        super().__init__(database_operations=[*operations], state_operations=[*operations])

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Do it."""
        with _set_aside(schema_editor, self.table):
            super().database_forwards(app_label, schema_editor, from_state, to_state)


@contextmanager
def _set_aside(schema_editor: Any, table: str) -> Iterator[None]:
    triggers: list[tuple[str, str]] = []
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s ORDER BY name",
                [f"%{table}%"],
            )
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    with schema_editor.connection.cursor() as cursor:
        for _, sql in triggers:
            cursor.execute(sql)
