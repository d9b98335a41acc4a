"""How long `verify_audit` takes on a million events, in a database of its own: on SQLite, or where DATABASE_URL says.

    python manage.py shell --no-imports -c "from tests.bench_audit import main; main()"

It asserts that the trail holds, and prints the seconds on the clock and those of this process's processor.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from tests.database import own_database
from watchlist.audit.links import GENESIS, Link, canonical, digest_of, payload_digest
from watchlist.engine.host import ROOT

EVENTS: Final = 1_000_000
TOGETHER: Final = 10_000
BEGUN: Final = datetime(2026, 1, 1, tzinfo=UTC)
EVENT_COLUMNS: Final = (
    *Link._fields[:6],
    *("request_id", "payload_digest", "previous", "digest", "format", "rows_digest"),
)
PAYLOAD_COLUMNS: Final = ("event_id", "salt", "body")


def main(events: int = EVENTS) -> None:
    """Fill a database, check it by the command, and print how long that took."""
    with TemporaryDirectory() as folder, own_database(Path(folder), "tables") as database:
        environment = {**os.environ, "DATABASE_URL": database, "WATCHLIST_BUILD_DIR": folder}
        _manage(environment, "shell", "--no-imports", "-c", f"from tests.bench_audit import fill; fill({events})")
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        said = _manage(environment, "verify_audit")
        took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert f"{events:,} events" in said, said
    print(said)
    print(f"verify_audit of {events:,} events: {took:.1f} s on the clock, {spent:.1f} s of a processor")


def fill(events: int) -> None:
    """Write a trail of so many events into an empty database, as acts of casework are, each of a call."""
    with transaction.atomic(), connection.cursor() as cursor:
        head, made = GENESIS, _events(events)
        while rows := list(islice(made, TOGETHER)):
            _insert(cursor, "auditevent", EVENT_COLUMNS, (_event(link, at, digest) for link, at, digest, _ in rows))
            _insert(cursor, "auditpayload", PAYLOAD_COLUMNS, ((row[0].sequence, *row[3]) for row in rows))
            head = rows[-1][2]
        cursor.execute("DELETE FROM watchlist_auditchain")
        _insert(cursor, "auditchain", ("id", "length", "head"), [(1, events, head)])


def _events(events: int) -> Iterator[tuple[Link, datetime, str, tuple[str, str]]]:
    previous = GENESIS
    for sequence in range(1, events + 1):
        at = BEGUN + timedelta(seconds=17 * sequence, microseconds=sequence % 7)
        facts = {"line": sequence % 900, "position": 0, "word": "confirmed", "seen": sequence, "substance": "acetone"}
        salt, body = f"{sequence:032x}", canonical({"text": "The papers were seen, and agree.", "facts": facts})
        link = Link(
            sequence=sequence,
            at=at.isoformat(),
            actor=f"officer-{sequence % 12}",
            verb="judge",
            target_kind="case",
            target_key=f"C-{sequence % 40_000:05d}",
            request=UUID(int=sequence).hex,
            payload=payload_digest(salt, body),
            previous=previous,
        )
        previous = digest_of(link)
        yield link, at, previous, (salt, body)


def _event(link: Link, at: datetime, digest: str) -> tuple[Any, ...]:
    sequence, _at, actor, verb, kind, key, request, payload, previous, form, rows = link
    when = at if connection.vendor == "postgresql" else at.strftime("%Y-%m-%d %H:%M:%S.%f").removesuffix(".000000")
    return sequence, when, actor, verb, kind, key, request, payload, previous, digest, form, rows


def _insert(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO watchlist_{table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our own
    cursor.executemany(statement, list(rows))


def _manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
