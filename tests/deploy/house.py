"""A house that is backed up: what its processes run, each in a process of its own."""

from __future__ import annotations

import hashlib
import json
import select
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from tests.cases.shipments import ACETIC_ANHYDRIDE, MIXED, line_of, opened, screened
from watchlist.access.roles import grant
from watchlist.audit.erasing import erase_payloads
from watchlist.audit.models import AuditChain, AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.cases.judging import judge
from watchlist.conf import build_dir
from watchlist.engine.reading.readers import REQUEST, manifest_from_stored
from watchlist.manifests.models import ManifestLine
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.replaying import replay

NAMED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}
GUARDED = "UPDATE watchlist_auditevent SET actor = 'nobody'", "DELETE FROM watchlist_auditpayload"


REPLAYED, TRIES = 3, 3
PAUSE = 0.3  # seconds between two shipments: the writer shares the processors with what is tested


def furnish() -> None:
    """Give the house an officer, a case of which a finding is confirmed, and an act of which the payload was erased."""
    officer = User.objects.create_user("officer", is_staff=True)
    grant(officer, "Officers")
    case = opened(*MIXED)
    judge(case=case, line=line_of(case, 1), position=0, word="confirmed", actor=officer, note="Seen.", seen=0)
    erase_payloads(events=[AuditEvent.objects.earliest("sequence").pk], because="a test", actor="lead")


def write_on() -> None:
    """Screen and store until standard input is closed; the number of shipments stands in a file."""
    written = 0
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        screened(ACETIC_ANHYDRIDE, reference=f"W-{written}")
        written += 1
        part = build_dir() / "written.part"
        part.write_text(str(written))
        part.replace(build_dir() / "written")


def count(to: str) -> None:
    """Write down how many rows the database holds, and which shipments."""
    Path(to).write_text(json.dumps(_counts()))


def take_stock(to: str) -> None:
    """Write down what the database holds, what it refuses, and how its screenings are answered again."""
    Path(to).write_text(json.dumps(_counts() | _stock()))


def _counts() -> dict[str, Any]:
    return {
        "rows": {table: _count(table) for table in connection.introspection.table_names()},
        "shipments": sorted(row.manifest.reference for row in _screenings()),
    }


def _screenings() -> QuerySet[Screening]:
    return Screening.objects.filter(made_at__isnull=False).select_related("manifest")


def _stock() -> dict[str, Any]:
    chain, done = AuditChain.objects.get(), _screenings()
    return {
        "contents": {table: _content(table) for table in connection.introspection.table_names()},
        "broken": [link.reason for link in broken_links()],
        "guards": _guards(),
        "refused": [statement for statement in GUARDED if _is_refused(statement)],
        "chain": [chain.length, AuditEvent.objects.count()],
        "differs": {row.manifest.reference: _what_differs(row) for row in done.order_by("made_at")[:REPLAYED]},
        "torn": [row.manifest.reference for row in done if _is_torn(row)],
    }


def _what_differs(row: Screening) -> list[Any]:
    """Return where the stored answer is not given again, byte for byte.

    Asked again where it is not: on a busy machine a structure may not be examined in time, which an answer says.
    """
    read = replace(manifest_from_stored(REQUEST, row.manifest.received()), reference=row.manifest.reference)
    differs: list[Any] = []
    for _ in range(TRIES):
        again = replay(row, replace(read, source=row.manifest.source))
        differs = [[str(each.then), str(each.now)] for each in again.differences] + [*again.summary, *again.engine]
        if not differs:
            break
    return differs


def _is_torn(row: Screening) -> bool:
    declared = ManifestLine.objects.filter(manifest=row.manifest).count()
    return declared != ScreenedLine.objects.filter(screening=row).count()


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
        return int(cursor.fetchone()[0])


def _content(table: str) -> str:
    """Return the hash of every row of a table, whatever the order in which the database gives them."""
    quoted, digest = connection.ops.quote_name(table), hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - the name of a table of ours
        names = ",".join(column[0] for column in cursor.description)
        rows = sorted(hashlib.sha256("\x1f".join(map(_written, row)).encode()).digest() for row in cursor)
    digest.update(f"{names} {len(rows)}".encode())
    for row in rows:
        digest.update(row)
    return digest.hexdigest()


def _written(value: Any) -> str:
    return repr(bytes(value)) if isinstance(value, memoryview | bytes) else repr(value)


def _guards() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(NAMED[connection.vendor])
        return sorted(row[0] for row in cursor.fetchall())


def _is_refused(statement: str) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False
