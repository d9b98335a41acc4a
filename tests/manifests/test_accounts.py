from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings, strategies as st

from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.reading.columns import read_columns
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Cell, DeclaredManifest, SheetAccount, declare_line
from watchlist.engine.reading.readers import read_manifest
from watchlist.engine.reading.rows import Row, RowDeclarer

HEADS = ["Name", "CAS", "Quantity (kg)"]
TEXTS = st.sampled_from(
    ["", " ", "Name", "CAS", "Quantity (kg)", "Acetone", "5", "Signature: A", "丙酮", "2026-03-04", "a\u200bb", "1,5"]
)
ROWS = st.lists(st.one_of(st.just(HEADS), st.lists(TEXTS, max_size=4)), max_size=12)
COLUMNS = [
    "Name",
    "CAS",
    "CAS No.",
    "Structure",
    "SMILES",
    "Qty (kg)",
    "Net weight (t)",
    "Unit",
    "Purity (%)",
    "Hue",
    "",
]
CELLS = st.sampled_from(
    ["", " ", " x ", "CCO", "InChI=1S/CH4/h1H4", "98", "0.98", "kg", "1975-09-02", "2026-01-01", "é\n"]
)


def not_goods(sheet: SheetAccount) -> int:
    """Return the rows of a sheet that were read and are no lines: totals, bank details, what another paper says too."""
    return sheet.total_rows + sheet.skipped_rows + sheet.reconciled_rows


def accounted(manifest: DeclaredManifest) -> int:
    """Return the rows of all sheets, after checking that each is one thing and that the lines are the lines."""
    for sheet in manifest.account.sheets:
        assert sheet.rows == sheet.titles + sheet.headers + sheet.blank + sheet.lines + not_goods(sheet)
    assert sum(sheet.lines for sheet in manifest.account.sheets) == len(manifest.lines)
    return sum(sheet.rows for sheet in manifest.account.sheets)


@settings(max_examples=150)
@given(ROWS, ROWS)
def test_every_row_of_a_text_is_accounted_for(above: list[list[str]], below: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([*above, HEADS, *below])
    try:
        manifest = read_manifest("-", stdin=io.BytesIO(written.getvalue().encode()))
    except ManifestError:
        return
    assert accounted(manifest) == len(above) + 1 + len(below)


@settings(max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_every_row_and_sheet_of_a_workbook_is_accounted_for(sheets: list[list[list[str]]]) -> None:
    workbook = openpyxl.Workbook()
    for sheet, rows in zip([*workbook.worksheets, *(workbook.create_sheet() for _ in sheets[1:])], sheets, strict=True):
        for row in (HEADS, *rows):
            sheet.append([text or None for text in row])
    with tempfile.TemporaryDirectory() as folder:
        workbook.save(path := Path(folder) / "a.xlsx")
        try:
            manifest = read_manifest(str(path))
        except ManifestError:
            return
    assert len(manifest.account.sheets) + len(manifest.account.not_read) == len(sheets)
    accounted(manifest)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(['{"name": "a"}', "", "{", "7"]), min_size=1))
def test_every_row_of_json_lines_is_accounted_for(rows: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (path := Path(folder) / "a.jsonl").write_text("\n".join([*rows, '{"name": "last"}\n']), encoding="utf-8")
        assert accounted(read_manifest(str(path))) == len(rows) + 1


def test_the_account_is_a_record_of_the_contract() -> None:
    manifest = read_manifest("-", stdin=io.BytesIO(b"Name,CAS\nAcetone,67-64-1\n"))
    assert as_mapping(manifest.account.as_record()) == {
        "encoding": "utf-8",
        "dialect": "comma",
        "sheets": [{"name": "", "rows": 2, "titles": 0, "headers": 1, "blank": 0, "lines": 1}],
        "not_read": [],
        "mapping": [],
    }


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=6).flatmap(
        lambda heads: st.tuples(st.just(heads), st.lists(CELLS, max_size=len(heads)))
    )
)
def test_a_row_is_declared_as_its_cells_would_be(table: tuple[list[str], list[str]]) -> None:
    heads, texts = table
    columns = read_columns(heads)
    cells = [Cell(columns[at], text) for at, text in enumerate(texts) if text or heads[at]]
    assert RowDeclarer(heads, columns).declare(1, Row(texts)) == declare_line(1, cells)
