"""Whole lines under the real law, and the bodies of requests: each line is answered once, in every format."""

from __future__ import annotations

import io
import json
from contextlib import suppress

import pytest
from hypothesis import strategies as st
from rest_framework.exceptions import ParseError, ValidationError

from tests.acceptance.asking import ask_all
from tests.chemistry.labelled import rows
from tests.fuzz.drawn import damaged, damaged_text
from tests.fuzz.searching import fuzzed
from watchlist.api.reading import WrittenNumbers
from watchlist.api.screenings.requests import ScreeningRequest, declared_manifest, question_of
from watchlist.engine.answer_codec import decode
from watchlist.engine.decision.policy import VERDICTS
from watchlist.exports.registry import EXPORTERS

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("law")]

GOODS = ("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number", "declaration_elements")
SAID = {
    **{name: [row[name] for row in rows("resolution.csv") if row[name]] for name in GOODS},
    "quantity": ["25 kg", "1,000", "40 drums x 25 kg"],
    "concentration": ["98 %", "0.98"],
    "remarks": ["contains CAS 103-79-7", "sample"],
    "date": ["2024-03-01", "03/04/2024"],
    "origin": ["DE", "Deutschland"],
    "destination": ["US", "United States"],
    "operation": ["export", "import"],
    "consignee": ["Northgate Chemicals Ltd"],
}
LINES = st.fixed_dictionaries({}, optional={name: damaged_text(samples) for name, samples in SAID.items()})
FEW = st.lists(LINES.filter(bool), min_size=1, max_size=3)
MANY = st.lists(LINES.filter(bool), min_size=24, max_size=32)
"""The reports of a shipment of one line take nearly the time of those of many."""
BODIES = [
    b'{"lines": [{"name": "acetone", "cas": "67-64-1"}], "jurisdictions": ["UN", "US"], "as_of": "2025-01-01"}',
    b'{"reference": "a", "date": "2024-03-01", "origin": "DE", "transit": ["NL"], "lines": [{"smiles": "CCO"}, null]}',
    b'{"known_at": "2026-01-01T00:00:00Z", "operation": "export", "lines": [[1], "x", {"quantity": 1e999999999}]}',
]


@fuzzed(st.one_of(FEW, MANY), everyday=400, texts=len)
def test_lines(lines: list[dict[str, str]]) -> None:
    answer = ask_all(lines)
    assert [record["line"] for record in answer.lines] == list(range(1, len(lines) + 1))
    assert {record["verdict"] for record in answer.lines} <= set(VERDICTS)
    json.dumps(answer.lines, ensure_ascii=False).encode()
    for exporter in EXPORTERS.values():
        exporter.write(map(decode, answer.records()), io.BytesIO() if exporter.binary else io.StringIO())


@fuzzed(damaged(BODIES), everyday=500)
def test_bodies(body: bytes) -> None:
    with suppress(ParseError, ValidationError):
        asked = ScreeningRequest(data=WrittenNumbers().parse(io.BytesIO(body)))
        asked.is_valid(raise_exception=True)
        question = question_of(asked.validated_data)
        manifest = declared_manifest(asked.validated_data, body, question)
        assert len(manifest.lines) == len(asked.validated_data["lines"])
