"""A file that is read a block at a time is read to what it was read to when all of it was held."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from tempfile import TemporaryFile
from unittest.mock import patch

import pytest
from hypothesis import given, settings, strategies as st

from watchlist.engine.reading import file_bytes
from watchlist.engine.reading.decoding import decode
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import (
    REQUEST_LINES,
    delimited_rows,
    manifest_from_payload,
    manifest_from_stored,
)
from watchlist.engine.reading.readers.bodies import parse_body_lines
from watchlist.engine.reading.readers.delimited_rows import Dialect, rows_of_text
from watchlist.engine.reading.rows import Row
from watchlist.engine.reading.stored_text import store_text

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "cp932", "cp1252", "cp949"]
HEADERS = ["Name,CAS,Quantity", "品名,CAS,数量", "Bezeichnung;CAS;Menge (kg)", "'Name','CAS'", "sep=;\nName;CAS", ""]
PIECES = [*",;\t|\"'\n\r\0\ufeff\x85\u2028 1aé丙€😀", '"a', '","', '""', "\r\n", "\n\n", "acetone", "67-64-1", "x" * 40]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
LATE = st.sampled_from(
    [b"", b"\xff", b"\xe4\xb8", b"\xc3", b"\xe9\n", b"\x81\x8d\n", b"\xff\xfe\n", b"\xf0\x9f\n", b'"']
)
BLOCKS = st.sampled_from([1, 2, 3, 5, 16, 97])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a file: a header, texts under it in some encoding, and bytes behind them that may be of none."""
    header, texts = draw(st.sampled_from(HEADERS)), draw(TEXTS)
    mark = draw(st.sampled_from([b"", b"", "\ufeff".encode(), "\ufeff\ufeff".encode(), "\ufeff".encode("gb18030")]))
    written = f"{header}\n{texts}".encode(draw(st.sampled_from(ENCODINGS)), "replace")
    return mark + written + draw(LATE) + draw(TEXTS).encode() * draw(st.integers(0, 1))


@settings(max_examples=400)
@given(files(), BLOCKS)
def test_a_text_on_the_disk_is_the_text_in_memory(data: bytes, block: int) -> None:
    with patch.object(file_bytes, "BLOCK", block):
        text = store_text(data)
        lines = list(text.lines())
        fed = list(text.lines_by_feed())
    whole = decode(data)
    assert text.encoding == whole.encoding
    assert [line.text for line in lines] == list(io.StringIO(whole.text, newline=""))
    assert fed == list(io.StringIO(whole.text, newline="\n"))
    assert text.is_blank() == (not whole.text.strip())
    assert [line.text for line in text.lines(lines[0].end)] == [line.text for line in lines[1:]] if lines else True


@settings(max_examples=400)
@given(TEXTS, st.sampled_from([Dialect("", ","), Dialect("", ";", "'"), Dialect("", "\x1f")]), st.integers(0, 30))
def test_rows_are_those_of_a_text_that_is_held(text: str, dialect: Dialect, look_ahead: int) -> None:
    with patch.object(delimited_rows, "LOOK_AHEAD", look_ahead):
        rows = list(rows_of_text(store_text(text.encode()), dialect))
    assert rows == list(_rows(list(io.StringIO(decode(text.encode()).text, newline="")), dialect))


def _rows(lines: list[str], dialect: Dialect) -> Iterator[Row]:
    """Yield the rows of lines that are all held: where one is not well formed, it is gone on behind its first line."""
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at:], delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True)
        start = at
        try:
            for cells in reader:
                yield Row(cells)
                at = start + reader.line_num
        except csv.Error:
            yield delimited_rows._repaired(lines[at].rstrip("\r\n"), dialect)
            at += 1


@settings(max_examples=300)
@given(files(), st.sampled_from(["a.csv", "a.tsv", "a.jsonl"]), BLOCKS)
def test_a_file_is_read_alike_in_blocks_of_any_size(data: bytes, name: str, block: int) -> None:
    at_once = _read(name, data)
    with patch.object(file_bytes, "BLOCK", block), patch.object(delimited_rows, "LOOK_AHEAD", block):
        assert _read(name, data) == at_once


def _read(name: str, data: bytes) -> DeclaredManifest | str:
    """Return what is read of an open file, or why it is refused."""
    with TemporaryFile() as file:
        file.write(data)
        try:
            return manifest_from_stored(name, file)
        except ManifestError as error:
            return str(error)


RECORDS = [
    *('{"record": "shipment", "date": "2026-01-02"}', '{"record": "shipment", "lines": []}', '{"name": "丙酮"}', ""),
    *('{"name": "acetone", "quantity": {"value": 25.00, "unit": "kg"}}', '{"broken', "7", "null", '["a"]', " \r"),
    *("[" * 3_000, "\ufeff", '{"name": 1e999999999999999999}', '{"name": "a", "name": "b\\ud800"}', "é" * 40),
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(RECORDS), max_size=6), LATE, BLOCKS)
def test_a_body_of_a_record_a_line_is_read_as_the_json_that_says_the_same(
    records: list[str], late: bytes, block: int
) -> None:
    data = "\n".join(records).encode() + late
    expected: DeclaredManifest | str
    try:
        lines = parse_body_lines(data)["lines"]
        expected = replace(manifest_from_payload({"lines": lines}), sha256=sha256(data).hexdigest())
    except ManifestError as error:
        expected = str(error)
    except ValueError:
        expected = "the request is no readable JSON"
    with patch.object(file_bytes, "BLOCK", block):
        assert _read(REQUEST_LINES, data) == expected


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quotation_mark_that_nothing_closes_holds_little_of_the_file(quote: str) -> None:
    head = f"{quote}Name{quote},{quote}CAS{quote}\n{quote}acetone\n"
    data = head.encode() + b"toluene,108-88-3\n" * 50_000
    held = 0

    class Counted(delimited_rows._RowLines):
        def __next__(self) -> str:
            nonlocal held
            held = max(held, len(self._row) + len(self._waiting))
            return super().__next__()

    with patch.object(delimited_rows, "_RowLines", Counted), patch.object(delimited_rows, "LOOK_AHEAD", 2_000):
        first, *others = manifest_from_stored("a.csv", io.BytesIO(data)).lines
    assert [problem.code for problem in first.problems] == ["quotes_malformed"]
    assert len(others) == 50_000
    assert not any(line.problems for line in others)
    assert 100 < held < 300
