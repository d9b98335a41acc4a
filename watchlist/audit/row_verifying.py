"""Compare covered rows with the audit trail: the last digest of each, and the row as it is now.

A row that was altered past the service is found until a verb of the service writes it again: the digest is then of what
stands there. Rows that are written once are found for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from django.db import connection, models
from django.db.models import Max

from watchlist.audit.links import rows_digest
from watchlist.audit.models import AuditEvent, RowDigest
from watchlist.audit.raw_values import any_text
from watchlist.audit.row_contents import CoveredTable, contents, covered_tables, digests_of, primary_key_of

AT_ONCE: Final = 5_000
LOOKS: Final = 3
"""At a row that is written again and again, before it is named."""
WITHOUT_EVENT: Final[Mapping[str, str]] = {"watchlist_screening": "made_at IS NULL"}
"""Rows that have no event yet: a screening that is under way counts nowhere before its event."""


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
    """Say whether a row, read again, has the digest of its last event."""
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
                    yield RowDifference(table, key, _altered(last))
            elif last.version not in versions:
                yield RowDifference(table, key, f"event {last.event} tells of it in a version that is not known here")
    for key, last in last_digests.items():
        if last.digest:
            yield RowDifference(table, key, f"it is missing, and event {last.event} is the last that tells of it")


def _altered(last: LastDigest) -> str:
    if not last.digest:
        return f"it stands here, and event {last.event} deleted it"
    return f"it was altered since event {last.event}, the last that tells of it"


def _last_digests(table: str) -> dict[str, LastDigest]:
    """Return the last digest of each row of a table, by key."""
    rows = RowDigest.objects.filter(table=table).order_by("event_id")
    columns = rows.values_list("key", "event", "version", "digest")
    return {key: LastDigest(event, version, digest) for key, event, version, digest in columns.iterator(AT_ONCE)}


def _keys_without_event(table: str) -> frozenset[str]:
    condition = WITHOUT_EVENT.get(table)
    if condition is None:
        return frozenset()
    key = next(iter(covered_tables()[table].values())).key
    as_text = f"{key}::text" if connection.vendor == "postgresql" else f"CAST({key} AS TEXT)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {as_text} FROM {table} WHERE {condition}")  # noqa: S608 - names of our own  # nosec B608
        return frozenset(key for (key,) in cursor.fetchall())
