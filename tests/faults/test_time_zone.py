"""A machine in another time zone: the days of a manifest and of the law do not move, in no process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.database import environment_in
from tests.plain_answers import screen
from watchlist.engine.decision.question import Question
from watchlist.engine.host import ROOT
from watchlist.engine.reading.readers import manifest_from_payload

ZONES = ("Pacific/Kiritimati", "America/Los_Angeles", "Pacific/Pago_Pago")
"""Fourteen hours ahead of UTC, and eight and eleven behind: at any hour one of them has another day."""
LINES = [
    {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg", "date": "2026-01-01", "origin": "US"},
    {"name": "Piperonal", "date": "2025-12-31T23:59:00-11:00"},
    {"name": "Toluene", "date": "31.12.2025"},
    {"name": "Ephedrine"},
]
TOLD = """
import datetime, json, time
from watchlist.web import words
from watchlist.retention.purge import today
print(json.dumps([str(datetime.date.today()), str(words.today()), str(today()), time.tzname[0]]))
"""


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Have this process live in another zone."""
    before = os.environ["TZ"]
    try:
        os.environ["TZ"] = request.param
        time.tzset()
        yield request.param
    finally:
        os.environ["TZ"] = before
        time.tzset()


def answered() -> list[Any]:
    question = Question(origin="US", destination="DE", operation="export")
    answer = screen(manifest_from_payload({"lines": LINES}), question)
    return [{**answer.coverage}, *answer.lines, {**answer.summary, "seconds": 0}]


@pytest.fixture
def in_utc(law: Any) -> list[Any]:
    return answered()


def test_the_same_lines_are_answered_alike_in_every_zone(in_utc: list[Any], zone: str) -> None:
    assert time.tzname != ("UTC", "UTC"), "the zone was not set"
    assert answered() == in_utc


@pytest.mark.servers
@pytest.mark.parametrize("machine", ZONES[:2])
def test_a_process_lives_in_utc_whatever_its_machine_says(machine: str, tmp_path: Path) -> None:
    before = datetime.now(UTC).date()
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", TOLD],
        cwd=ROOT,
        env={**environment_in(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite3'}"), "TZ": machine},
        capture_output=True,
        text=True,
        check=True,
    )
    *days, name = json.loads(done.stdout)
    assert name == "UTC"
    assert set(days) <= {str(before), str(datetime.now(UTC).date())}
