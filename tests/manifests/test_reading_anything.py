from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from watchlist.engine.reading.dates import infer_date_convention, read_date
from watchlist.engine.reading.errors import DateUnreadable, ManifestError, PercentUnreadable
from watchlist.engine.reading.numbers import read_percent
from watchlist.engine.reading.readers import READERS, manifest_from_payload, read_manifest

HEADER = b"Name,CAS,Quantity (kg),SMILES / InChI,Purity (%)\n"
MARKS = st.text(alphabet=st.sampled_from("aé丙\0\x07\ufeff\u2028\x85\"',;\t 1"), max_size=12)
CELLS = st.one_of(st.text(max_size=12), MARKS).map(lambda text: text.encode("utf-8", "replace").decode())
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))
VALUES = st.recursive(SCALARS, lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(max_size=5), inner)))


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=200), MARKS.map(str.encode)), st.booleans())
def test_no_bytes_raise_anything_but_a_refusal(data: bytes, headed: bool) -> None:
    for suffix in (".csv", ".json", ".jsonl", ".xlsx"):
        with suppress(ManifestError):
            READERS[suffix]((HEADER if headed else b"") + data)


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8))
def test_every_row_that_is_not_blank_is_answered(rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["Name", "CAS", "Quantity"], *rows])
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    try:
        lines = read_manifest("-", stdin=io.BytesIO(written.getvalue().encode())).lines
    except ManifestError:
        assert not filled
        return
    assert [line.number for line in lines] == list(range(1, len(filled) + 1))
    for line, row in zip(lines, filled, strict=True):
        kept = [text for text in line.declared.values() if text]
        assert kept == [cell.replace("\0", "\ufffd") for cell in row if cell]


@pytest.mark.long
@settings(max_examples=150)
@given(st.lists(st.one_of(VALUES, st.dictionaries(st.sampled_from(["name", "CAS No.", "transit", "x"]), VALUES))))
def test_every_line_of_a_body_is_answered(lines: list[object]) -> None:
    try:
        manifest = manifest_from_payload({"date": 1, "lines": lines})
    except ManifestError:
        return
    assert len(manifest.lines) == len(lines)
    json.dumps([line.declared for line in manifest.lines], ensure_ascii=False).encode()


@cache
def workbook() -> bytes:
    """Return one workbook, written once: its bytes hold the time of writing."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "CAS"])
    book.worksheets[0].append(["Acetone", "67-64-1"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_damaged_workbook_is_read_or_refused(damage: list[tuple[float, int]]) -> None:
    whole = bytearray(workbook())
    for place, byte in damage:
        whole[int(place * len(whole))] = byte
    with suppress(ManifestError):
        READERS[".xlsx"](bytes(whole))


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates_and_shares(text: str) -> None:
    infer_date_convention([text], [text])
    with suppress(DateUnreadable):
        read_date(text)
    with suppress(PercentUnreadable):
        read_percent(text)


def test_a_wide_file_of_quotes_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "quotes.csv"
    path.write_text("Name,CAS\n" + '"a" b,"\n' * 20_000, encoding="utf-8")
    assert len(read_manifest(str(path)).lines) == 20_000


@pytest.mark.parametrize("header", ["Name," * 5_000, "," * 20_000 + "Name,CAS"])
def test_a_file_of_very_many_columns_is_read(header: str) -> None:
    assert len(read_manifest("-", stdin=io.BytesIO(f"{header}\nAcetone\n".encode())).lines) == 1
