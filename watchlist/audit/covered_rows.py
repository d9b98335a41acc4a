"""Rows beside the trail: which tables it covers, and the digest of what a row of them holds.

`covered_rows.csv` lists the columns of each table, and why others are left out. A table whose columns change gets a
line with the next version: what was written before is checked by the columns of its own version.

A row that was altered past the service is found until a verb of the service writes it again: the digest is then of what
stands there. Rows that are written once are found for ever.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Max

from watchlist.audit.links import canonical, rows_digest, sha256
from watchlist.audit.models import AuditEvent, RowDigest
from watchlist.audit.raw_values import any_text

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
    digests = []
    for table, wanted in keys.items():
        covered = latest(table)
        found = dict(contents(covered, keys=sorted(wanted)))
        every_key = {*found, *map(str, wanted)}
        digests += [Digest(table, key, covered.version, found.get(key, "")) for key in every_key]
    return sorted(digests)


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


AT_ONCE: Final = 5_000
LOOKS: Final = 3
"""At a row that is written again and again, before it is named."""
WITHOUT_EVENT: Final[Mapping[str, str]] = {
    "watchlist_screening": "made_at IS NULL",
    "watchlist_resultsfile": "built_at IS NULL",
}
"""Rows that have no event yet: a screening that is under way counts nowhere before its event, nor is a file read."""


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row, by its table and key, that is not what the trail says, and what is wrong with it."""

    table: str
    key: str
    reason: str


class LastDigest(NamedTuple):
    """The digest of a row in the last event that wrote it; `digest` is empty where that deleted the row."""

    event: int
    version: int
    digest: str


def row_differences() -> Iterator[RowDifference]:
    """Yield every covered row that is not what the trail says, whatever somebody wrote into the tables.

    No lock is taken. What the service writes meanwhile is none: each row is looked at again before it is named.
    """
    with any_text():
        yield from _digest_differences()
        for table, versions in sorted(covered_tables().items()):
            for difference in _table_differences(table, versions):
                if not _was_written_meanwhile(difference, versions):
                    yield difference


def matches_last_event(row: models.Model) -> bool:
    """Say whether a row has the digest of the last event that wrote it; False where there is no such event."""
    (digest,) = digests_of([row])
    last = RowDigest.objects.filter(table=digest.table, key=digest.key).order_by("-event_id").first()
    return last is not None and (last.version, last.digest) == (digest.version, digest.digest)


def _was_written_meanwhile(difference: RowDifference, versions: Mapping[int, CoveredTable]) -> bool:
    rows = RowDigest.objects.filter(table=difference.table, key=difference.key).order_by("-event_id")
    primary_key = primary_key_of(difference.table, difference.key)
    if primary_key is None:
        return False
    for _look in range(LOOKS):
        last = rows.first()
        if last is None or last.version not in versions:
            return False
        found = dict(contents(versions[last.version], keys=[primary_key]))
        if found.get(difference.key, "") == last.digest:
            return True
        if rows.first() == last:
            return False
    return False


def _digest_differences() -> Iterator[RowDifference]:
    """Yield events whose digests of rows are not those that they were written with."""
    events = AuditEvent.objects.exclude(rows_digest="").order_by("sequence").values_list("sequence", "rows_digest")
    newest = AuditEvent.objects.aggregate(newest=Max("sequence"))["newest"]  # what is appended later is not looked at
    expected = dict(events.filter(sequence__lte=newest).iterator(AT_ONCE)) if isinstance(newest, int) else {}
    stored = RowDigest.objects.exclude(event__gt=newest) if isinstance(newest, int) else RowDigest.objects.all()
    columns = stored.order_by("event_id").values_list("event", "table", "key", "version", "digest")
    for event, digests in groupby(columns.iterator(AT_ONCE), key=lambda row: row[0]):
        if expected.pop(event, "") != _digest([row[1:] for row in digests]):
            yield RowDifference("watchlist_rowdigest", str(event), "the digests of the rows of this event were altered")
    for event in expected:
        yield RowDifference("watchlist_rowdigest", str(event), "the digests of the rows of this event are missing")


def _digest(digests: list[tuple[str, str, int, str]]) -> str:
    try:
        return rows_digest(digests)
    except TypeError:  # values of several types, which no service wrote, have no order
        return ""


def _table_differences(table: str, versions: Mapping[int, CoveredTable]) -> Iterator[RowDifference]:
    last_digests, without_event, latest = _last_digests(table), _keys_without_event(table), versions[max(versions)]
    for version, covered in versions.items():
        if covered is not latest and version not in {row.version for row in last_digests.values()}:
            continue
        for key, digest in contents(covered):
            last = last_digests.get(key)
            if last is None:
                if covered is latest and key not in without_event:
                    yield RowDifference(table, key, "no event tells of this row")
            elif last.version == version:
                del last_digests[key]
                if last.digest != digest:
                    altered = f"it was altered since event {last.event}, the last that tells of it"
                    reason = altered if last.digest else f"it stands here, and event {last.event} deleted it"
                    yield RowDifference(table, key, reason)
            elif last.version not in versions:
                yield RowDifference(table, key, f"event {last.event} tells of it in a version that is not known here")
    for key, last in last_digests.items():
        if last.digest:
            yield RowDifference(table, key, f"it is missing, and event {last.event} is the last that tells of it")


def _last_digests(table: str) -> dict[str, LastDigest]:
    rows = RowDigest.objects.filter(table=table).order_by("event_id")
    columns = rows.values_list("key", "event", "version", "digest")
    return {key: LastDigest(event, version, digest) for key, event, version, digest in columns.iterator(AT_ONCE)}


def _keys_without_event(table: str) -> frozenset[str]:
    condition = WITHOUT_EVENT.get(table)
    if condition is None:
        return frozenset()
    as_text = _as_text(next(iter(covered_tables()[table].values())).key, is_key=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {as_text} FROM {table} WHERE {condition}")  # noqa: S608 - names of our own  # nosec B608
        return frozenset(key for (key,) in cursor.fetchall())
