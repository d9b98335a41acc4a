"""The database as it is, compared with what the migrations of this version make: each difference by name.

What they make stands in a file for each kind of database, written by `make schema`; a test holds it to the migrations.
Compared are the tables that the migrations make, those of Django's packages too: accounts, sessions and rights are
theirs. Further tables are somebody else's; but a further trigger, rule, policy, column or constraint of one of these
tables is a difference, and so is any further function beside them, since a call can find it in place of another.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from watchlist.integrity.schema_objects import SchemaObject
from watchlist.integrity.schema_postgresql import read_postgresql
from watchlist.integrity.schema_sqlite import read_sqlite

READERS: Final = {"postgresql": read_postgresql, "sqlite": read_sqlite}
COLUMNS: Final = ("kind", "table", "name", "digest")
DIGITS: Final = 16
"""Hexadecimal digits of a digest that are kept: 64 bits, against texts that no one can choose freely."""


@dataclass(frozen=True, slots=True)
class SchemaDifference:
    """One object that is not as the code made it.

    `missing`: it is not there. `altered`: another stands under its name. `disabled`: it is switched off.
    `not_validated`: rows that stood before the constraint were never looked at. `extra`: it is none of the code's.
    """

    kind: str
    table: str
    name: str
    what: Literal["missing", "altered", "disabled", "not_validated", "extra"]

    def __str__(self) -> str:
        place = f" of {self.table}" if self.table not in {"", self.name} else ""
        return f"{self.kind.replace('_', ' ')} {self.name}{place}: {self.what.replace('_', ' ')}"


def schema_differences(connection: BaseDatabaseWrapper = default_connection) -> Iterator[SchemaDifference]:
    """Yield each difference between this database and what the migrations of this version make.

    A migration that is missing or extra is the first of them: then the database is another version's, and the other
    differences may be those of the versions.
    """
    with snapshot_path(connection.vendor).open(encoding="utf-8", newline="") as file:
        expected = {(row["kind"], row["table"], row["name"]): row["digest"] for row in csv.DictReader(file)}
    places = {
        kind: {table for object_kind, table, _ in expected if object_kind == kind} for kind in ("table", "migration")
    }
    found = {item.key: item for item in schema_objects(connection) if _is_ours(item, places)}
    for key in sorted(expected.keys() | found.keys(), key=lambda key: (key[0] != "migration", key)):
        if key not in found:
            yield SchemaDifference(*key, "missing")
        elif key not in expected:
            yield SchemaDifference(*key, "extra")
        else:
            if digest(found[key]) != expected[key]:
                yield SchemaDifference(*key, "altered")
            if flaw := found[key].flaw:
                yield SchemaDifference(*key, flaw)


def schema_objects(connection: BaseDatabaseWrapper) -> Iterator[SchemaObject]:
    """Yield the objects of a database, and the migrations that are recorded in it."""
    for app, name in MigrationRecorder(connection).applied_migrations():
        yield SchemaObject("migration", app, name)
    with connection.cursor() as cursor:
        yield from READERS[connection.vendor](cursor)


def digest(item: SchemaObject) -> str:
    """Return the digest of a definition, however its lines are broken."""
    return sha256(" ".join(item.definition.split()).encode()).hexdigest()[:DIGITS]


def snapshot_path(vendor: str) -> Path:
    """Return the file that holds what the migrations make on a kind of database."""
    return Path(__file__).with_name(f"schema_{vendor}.csv")


def _is_ours(item: SchemaObject, places: Mapping[str, set[str]]) -> bool:
    """Say whether an object is of a table of ours, or a migration of a package that is in use: others may have been."""
    if item.kind == "migration":
        return item.table in places["migration"]
    return not item.table or item.table in places["table"]
