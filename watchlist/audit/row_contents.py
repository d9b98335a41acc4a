"""Rows beside the trail: which tables it covers, and the digest of what a row of them holds.

`covered_rows.csv` lists the columns of each table, and why others are left out. A table whose columns change gets a
line with the next version: what was written before is checked by the columns of its own version.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from watchlist.audit.links import canonical, sha256

COVERED: Final = Path(__file__).with_name("covered_rows.csv")
BATCH: Final = 500
RIGHTS: Final = """
    SELECT held.{owner}_id, type.app_label || '.' || permission.codename
    FROM {table} AS held
    JOIN auth_permission AS permission ON permission.id = held.permission_id
    JOIN django_content_type AS type ON type.id = permission.content_type_id
"""
RELATED: Final[Mapping[str, tuple[str, ...]]] = {
    "auth_group": (RIGHTS.format(owner="group", table="auth_group_permissions"),),
    "auth_user": (
        RIGHTS.format(owner="user", table="auth_user_user_permissions"),
        "SELECT held.user_id, held.group_id FROM auth_user_groups AS held",
        "SELECT held.user_id, held.secret FROM (SELECT * FROM watchlist_authenticator WHERE confirmed) AS held",
        "SELECT held.user_id, held.secret FROM watchlist_papercodes AS held",
        "SELECT held.user_id, 'temporary' FROM watchlist_temporarypassword AS held",
    ),
}
"""What belongs to a row and stands in other tables: pairs of its key and of what it has."""


class Digest(NamedTuple):
    """The digest of a row; `digest` is empty where the row does not exist."""

    table: str
    key: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class CoveredTable:
    """A table whose rows the trail covers by digests, with the columns of one version."""

    table: str
    version: int
    key: str
    columns: tuple[str, ...]
    without: tuple[str, ...]
    because: str


@cache
def covered_tables() -> Mapping[str, Mapping[int, CoveredTable]]:
    """Return the covered tables by name, each with its versions."""
    tables: dict[str, dict[int, CoveredTable]] = defaultdict(dict)
    with COVERED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            (key, *columns), without = row["columns"].split(), row["without"].split()
            version = int(row["version"])
            covered = CoveredTable(row["table"], version, key, tuple(columns), tuple(without), row["because"])
            tables[covered.table][version] = covered
    return tables


def latest(table: str) -> CoveredTable:
    """Return how rows of a table are written now. Raises `KeyError` for a table that is not covered."""
    versions = covered_tables()[table]
    return versions[max(versions)]


def digests_of(rows: Iterable[models.Model]) -> list[Digest]:
    """Return the digests of rows as they stand in the database, each once, in the order of table and key.

    A row that is not there any more has an empty digest. Raises `KeyError` for one of a table that is not covered.
    """
    keys: dict[str, set[Any]] = defaultdict(set)
    for row in rows:
        keys[row._meta.db_table].add(row._meta.pk.get_db_prep_save(row.pk, connection))
    return sorted(digest for table, wanted in keys.items() for digest in _stored_or_gone(latest(table), wanted))


def primary_key_of(table: str, text: str) -> Any | None:
    """Return the primary key that a text writes, as the database takes it; None where it can be none of the table."""
    field = next(model._meta.pk for model in apps.get_models() if model._meta.db_table == table)
    try:
        return field.get_db_prep_save(field.clean(text, None), connection)
    except ValidationError:
        return None


def contents(covered: CoveredTable, *, keys: Sequence[Any] | None = None) -> Iterator[tuple[str, str]]:
    """Yield the key and the digest of rows of a table, some or all of them, whatever stands in their columns."""
    batches = [None] if keys is None else [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]
    for batch in batches:
        with connection.cursor() as cursor:
            related = [_related(cursor, query, batch) for query in RELATED.get(covered.table, ())]
            cursor.execute(_query(covered, batch), batch or [])
            while rows := cursor.fetchmany(BATCH):
                for key, *values in rows:
                    yield key, sha256(canonical({"row": values, "related": [by_key[key] for by_key in related]}))


def _stored_or_gone(covered: CoveredTable, keys: Collection[Any]) -> Iterator[Digest]:
    found = dict(contents(covered, keys=sorted(keys)))
    for key in {*found, *({str(key) for key in keys} - found.keys())}:
        yield Digest(covered.table, key, covered.version, found.get(key, ""))


def _query(covered: CoveredTable, keys: Sequence[Any] | None) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(
        [_as_text(quote(covered.key), is_key=True), *(_as_text(quote(name)) for name in covered.columns)]
    )
    return f"SELECT {columns} FROM {quote(covered.table)}{_among(quote(covered.key), keys)}"  # noqa: S608 - names of our own file  # nosec B608


def _as_text(column: str, *, is_key: bool = False) -> str:
    """Return the SQL of a column as text. On SQLite a column may hold any type, and bytes that are no text."""
    if connection.vendor == "postgresql":
        return f"{column}::text"
    return f"CAST({column} AS TEXT)" if is_key else f"typeof({column}) || hex(CAST({column} AS BLOB))"


def _related(cursor: Any, query: str, keys: Sequence[Any] | None) -> dict[str, list[str]]:
    owner = query.split("SELECT ", 1)[1].split(",", 1)[0]
    cursor.execute(query + _among(owner, keys), keys or [])
    by_key: dict[str, list[str]] = defaultdict(list)
    for key, value in cursor.fetchall():
        by_key[str(key)].append(str(value))
    return defaultdict(list, {key: sorted(values) for key, values in by_key.items()})


def _among(column: str, keys: Sequence[Any] | None) -> str:
    return "" if keys is None else f" WHERE {column} IN ({', '.join(['%s'] * len(keys))})"
