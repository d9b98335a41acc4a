"""Alter tables of which triggers speak: SQLite makes such a table anew, and refuses while a trigger names it.

The triggers that name one of the tables are taken away before, and written again word for word after. PostgreSQL alters
a table in place, and keeps them.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations


class KeepTriggers(migrations.SeparateDatabaseAndState):
    """Do some operations on some tables without losing the triggers that name these."""

    def __init__(self, operations: Any = (), tables: tuple[str, ...] = ()) -> None:
        """Take the operations, and the names of the tables that they alter."""
        super().__init__(database_operations=operations, state_operations=operations)
        self.tables = tables

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what makes this operation again."""
        return type(self).__qualname__, [], {"operations": self.state_operations, "tables": self.tables}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Do the operations between taking the triggers away and writing them again."""
        triggers = self._take(schema_editor) if schema_editor.connection.vendor == "sqlite" else []
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        for sql in triggers:
            schema_editor.execute(sql, params=None)

    def _take(self, schema_editor: Any) -> list[str]:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            found = [(name, sql) for name, sql in cursor.fetchall() if any(table in sql for table in self.tables)]
            for name, _sql in found:
                cursor.execute(f'DROP TRIGGER "{name}"')
        return [sql for _name, sql in found]
