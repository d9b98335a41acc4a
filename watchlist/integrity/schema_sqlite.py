"""The objects of an SQLite database, from the text of each that it keeps, and what this connection switches on.

A table's text holds its columns and constraints: it is read apart, so that each is named by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.db.backends.utils import CursorWrapper

from watchlist.integrity.schema_objects import Kind, SchemaObject

SETTINGS: Final = ("foreign_keys", "recursive_triggers", "ignore_check_constraints")
"""By these a connection switches off, or on, what the database would refuse (`DATABASES` in config/settings.py)."""

CONSTRAINT: Final = re.compile(r'CONSTRAINT "(?P<name>[^"]+)" (?P<kind>CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY)\b')
CONSTRAINTS: Final[dict[str, Kind]] = {
    "CHECK": "check",
    "UNIQUE": "unique",
    "PRIMARY KEY": "primary_key",
    "FOREIGN KEY": "foreign_key",
}
COLUMN: Final = re.compile(r'"?(?P<name>[^"\s]+)')
PIECES: Final = re.compile(r"""'[^']*'|"[^"]*"|[^'"(),]+|.""", re.DOTALL)


def read_sqlite(cursor: CursorWrapper) -> Iterator[SchemaObject]:
    """Yield the objects of this database, and the settings of this connection."""
    for setting in SETTINGS:
        cursor.execute(f"PRAGMA {setting}")
        yield SchemaObject("setting", "", setting, str(cursor.fetchone()[0]))
    # Without a text are the indexes of constraints, which stand in the text of their table.
    cursor.execute("SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    for kind, table, name, text in cursor.fetchall():
        match kind:
            case "table":
                yield from _of_table(table, text)
            case "view":
                yield SchemaObject("table", table, name, text)
            case "index" if text.startswith("CREATE UNIQUE"):
                yield SchemaObject("unique", table, name, text)
            case _:
                yield SchemaObject(kind, table, name, text)


def _of_table(table: str, text: str) -> Iterator[SchemaObject]:
    head, _, rest = text.partition("(")
    elements, _, tail = rest.rpartition(")")
    yield SchemaObject("table", table, table, head + tail)
    for element in _elements(elements):
        if constraint := CONSTRAINT.match(element):
            yield SchemaObject(CONSTRAINTS[constraint["kind"]], table, constraint["name"], element)
        else:
            column = COLUMN.match(element)
            yield SchemaObject("column", table, column["name"] if column else element, element)


def _elements(text: str) -> Iterator[str]:
    """Yield the columns and constraints of a table: what commas part that stand in no brackets."""
    depth, element = 0, ""
    for piece in PIECES.findall(text):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            yield element.strip()
            element = ""
        else:
            element += piece
    yield element.strip()
