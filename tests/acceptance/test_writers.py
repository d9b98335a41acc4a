"""Twenty programs store shipments in one SQLite file at once: each is answered, none is told that it was locked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection

from tests.bench_api import UNLIMITED, load, token_of
from tests.load import REFERENCE
from tests.serving import served

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite, which has one writer at a time"),
]
WRITERS, WORKERS = 20, 2
THREADS = {"GUNICORN_CMD_ARGS": f"--threads {WRITERS // WORKERS}"}
"""Each connection has a thread that writes for it; by four threads it would take five workers, each with its law."""
SHIPMENTS = int(os.environ.get("WATCHLIST_LONG_WRITING", "200"))
"""By hand a few thousand, which take minutes."""
A_DAY = 86_400.0
GOODS = ({"name": "Acetone", "cas": "67-64-1"}, {"name": "Citric acid"}, {"smiles": "CC(=O)Cc1ccccc1"})


def test_twenty_write_at_once_and_nothing_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build, bodies = tmp_path / "build", tmp_path / "shipments.jsonl"
    build.mkdir()
    bodies.write_text("\n".join(map(json.dumps, _shipments())))
    for name, value in (UNLIMITED | THREADS).items():
        monkeypatch.setenv(name, value)
    with served(build, WORKERS) as service:
        found = load(service, token_of(service), bodies, connections=WRITERS, seconds=A_DAY, calls=SHIPMENTS)
        log = (build / "server.log").read_text()
        counts = service.manage("shell", "--no-imports", "-c", STORED).split()
    assert (found["errors"], len(found["seconds"])) == (0, SHIPMENTS)
    assert "locked" not in log
    assert [int(count) for count in counts] == [SHIPMENTS, SHIPMENTS * len(GOODS)]


STORED = (
    "from watchlist.screenings.models import ScreenedLine, Screening; "
    "print(Screening.objects.done().count(), ScreenedLine.objects.count())"
)


def _shipments() -> list[dict[str, object]]:
    """Return shipments of a few lines of as many customers, so that writers meet at the same goods and parties."""
    moved = {"quantity": "25", "unit": "kg", "date": "2026-03-02"}
    return [
        {
            "reference": REFERENCE.decode(),
            "lines": [
                {**goods, **moved, "consignee": f"Customer {number} Ltd", "key": str(at)}
                for at, goods in enumerate(GOODS)
            ],
        }
        for number in range(30)
    ]
