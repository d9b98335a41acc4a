"""Every reader of manifests: bytes are lines or one refusal, each line is numbered, and its record can be stored."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from functools import cache

import openpyxl
import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.fuzz.drawn import archives, damaged, damaged_text, fixtures, texts
from tests.fuzz.searching import fuzzed
from watchlist.engine.reading.columns import FIELDS, MAPPABLE, read_column, read_columns, unique_names
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import manifest_from_payload, manifest_from_upload

pytestmark = pytest.mark.long

TABLES = fixtures("manifests/*.csv") + fixtures("bench/quantities.csv", 2_000)
NESTED = b'{"date": "2024-03-01", "lines": [{"name": "acetone", "quantity": {"value": 1}}]}'
JSON = [*fixtures("demo/*.json", 3_000), NESTED]
LINES = [b'{"name": "acetone", "cas": "67-64-1"}\n{"name": "toluene", "transit": ["DE", "NL"]}\n\n["x"]\n{"name"']
MESSAGES = fixtures("manifests/*.edi")
PASTED = [*fixtures("manifests/*.txt"), "1. Acetone\n2) 丙酮 25 kg\n• Toluol; 40 x 25 kg\n".encode()]
VALUES: SearchStrategy[object] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts(12)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts(8), inner, max_size=4)),
    max_leaves=12,
)
NAMES = st.one_of(st.sampled_from(FIELDS), st.sampled_from(["CAS No.", "品名", "Menge (kg)", "lines"]), texts(12))


def _read(source: str, data: bytes) -> None:
    with suppress(ManifestError):
        manifest = manifest_from_upload(source, data)
        assert [line.number for line in manifest.lines] == list(range(1, len(manifest.lines) + 1))
        assert manifest.lines
        for line in manifest.lines:
            json.dumps([line.declared, line.fields, line.key], ensure_ascii=False).encode()
            assert "\0" not in "".join([*line.declared, *line.declared.values()])


@cache
def workbook() -> bytes:
    """Return a workbook with a date, a share, merged cells, a second sheet, and a text that several cells share."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Packing list"], ["Name", "CAS", "Quantity (kg)", "Purity"], ["Acetone", "67-64-1", 25, 0.98]):
        sheet.append(row)
    sheet.append(["Acetone", "67-64-1", "=1+1", 1])
    sheet["D3"].number_format = "0%"
    sheet.merge_cells("A3:A4")
    book.create_sheet("Empty")
    book.save(written := io.BytesIO())
    return written.getvalue()


@fuzzed(damaged(TABLES))
def test_delimited(data: bytes) -> None:
    _read("a.csv", data)


@fuzzed(damaged([table.replace(b",", b"\t") for table in TABLES]))
def test_tabbed(data: bytes) -> None:
    _read("a.tsv", data)


@fuzzed(st.one_of(damaged([workbook()]), archives([workbook()])))
def test_workbooks(data: bytes) -> None:
    _read("a.xlsx", data)


@fuzzed(damaged(JSON))
def test_json(data: bytes) -> None:
    _read("a.json", data)


@fuzzed(damaged(LINES))
def test_json_lines(data: bytes) -> None:
    _read("a.jsonl", data)


@fuzzed(damaged(MESSAGES))
def test_edifact(data: bytes) -> None:
    _read("a.edi", data)


@fuzzed(damaged(PASTED))
def test_pasted_text(data: bytes) -> None:
    _read("a.txt", data)


@fuzzed(
    st.lists(st.one_of(VALUES, st.dictionaries(NAMES, VALUES, max_size=5)), max_size=4), st.dictionaries(NAMES, VALUES)
)
def test_bodies_that_were_parsed(lines: list[object], beside: dict[str, object]) -> None:
    with suppress(ManifestError):
        manifest = manifest_from_payload({**beside, "lines": lines})
        assert len(manifest.lines) == len(lines)


@fuzzed(st.lists(damaged_text(["Quantity (kg)", "品名 Description of goods", "CAS-Nr.", "SMILES / InChI"]), max_size=6))
def test_headers(headers: list[str]) -> None:
    columns = read_columns(headers)
    assert [column.name for column in columns] == unique_names(column.name for column in columns)
    assert {column.field for column in columns} <= {*MAPPABLE, None}
    for header in headers:
        assert read_column(header).field == read_column(header.replace("\u200b", "")).field
