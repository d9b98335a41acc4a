"""What a call costs does not grow with what is stored of its parties: as many statements, and as many rows read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple

import pytest
from django.db import connection
from django.db.models.sql import compiler
from django.test.utils import CaptureQueriesContext

from watchlist.engine.answer import ShipmentFinding
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer

pytestmark = pytest.mark.usefixtures("law")
QUESTION: Final = Question(origin="US", destination="MX", operation="export")
LINE: Final = {"name": "Acetone", "cas": "67-64-1", "unit": "kg", "consignor": "Northgate", "consignee": "Lakeshore"}
FIRST: Final = date(2026, 3, 2)
DAYS: Final = 5
LINES: Final = 12
FEW, MANY = 5, 40


class Cost(NamedTuple):
    """The statements of a call, and the rows that they return."""

    statements: int
    rows: int


def send(number: int, lines: int = LINES) -> ShipmentFinding:
    """Screen and store a shipment, and return its sum of acetone."""
    day = FIRST + timedelta(days=number % DAYS)
    declared = [{**LINE, "date": day.isoformat(), "quantity": f"{100 + number}.{line}"} for line in range(lines)]
    digest = sha256(json.dumps(declared).encode()).hexdigest()
    read = manifest_from_payload({"lines": declared})
    manifest = replace(read, reference=f"S-{number}", sha256=digest, goods_sha256=digest)
    answer = screen(manifest, QUESTION)
    save_answer(manifest=manifest, original=b"{}", question=QUESTION, answer=answer, actor="officer")
    return answer.summary.shipment_findings[0]


def cost_of(number: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Cost, ShipmentFinding]:
    """Return what a call of one line costs, and its sum."""
    read: list[int] = []
    cursor_iter = compiler.cursor_iter

    def counting(*asked: Any) -> Iterator[list[Any]]:
        for rows in cursor_iter(*asked):
            read.append(len(rows))
            yield rows

    with monkeypatch.context() as patched, CaptureQueriesContext(connection) as captured:
        patched.setattr(compiler, "cursor_iter", counting)
        found = send(number, lines=1)
    return Cost(len(captured), sum(read)), found


def test_a_call_costs_the_same_however_much_is_stored_of_its_parties(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(FEW):
        send(number)
    few, found_few = cost_of(FEW * 100, monkeypatch)
    for number in range(FEW, MANY):
        send(number)
    many, found_many = cost_of(MANY * 100, monkeypatch)
    assert many.statements == few.statements
    assert many.rows <= few.rows
    assert (len(found_few.parcels), found_few.parcels_left_out) == (21, FEW * LINES - 20)
    assert (len(found_many.parcels), found_many.parcels_left_out) == (21, MANY * LINES + 1 - 20)
