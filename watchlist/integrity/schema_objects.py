"""What a database consists of, apart from rows: tables with their columns and constraints, guards, settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "migration",
    "setting",
    "table",
    "column",
    "not_null",
    "primary_key",
    "unique",
    "check",
    "foreign_key",
    "exclusion",
    "index",
    "trigger",
    "function",
    "rule",
    "policy",
    "inheritance",
]
"""`unique`: a constraint or a unique index. `inheritance`: a table whose rows are read as those of another.
`migration`: one that is recorded as applied; the table is its app's label. Functions and settings are of no table."""

Flaw = Literal["", "disabled", "not_validated"]
"""Why an object does not hold though it is there: switched off; or rows that stood before it were never looked at."""


@dataclass(frozen=True, slots=True)
class SchemaObject:
    """One object of a database; `definition` is its text as the database gives it."""

    kind: Kind
    table: str
    name: str
    definition: str = ""
    flaw: Flaw = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by: its kind, its table ("" for none) and its name."""
        return self.kind, self.table, self.name
