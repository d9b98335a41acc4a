"""Sheets as programs lay them out, in each format: every good is found with how much, and none invented."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.manifests.papers.sheet_writing import WORKBOOKS
from tests.manifests.papers.workbook_layouts import SHEETS, Sheet
from tests.manifests.papers.writing import archive, xlsb_of
from tests.manifests.test_accounts import accounted
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import manifest_from_upload

pytestmark = pytest.mark.servers


@pytest.mark.parametrize("suffix", WORKBOOKS)
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_good_of_a_sheet_is_found_with_how_much(suffix: str, sheet: Sheet) -> None:
    manifest = manifest_from_upload(f"a{suffix}", WORKBOOKS[suffix](sheet))
    found = [
        (fields["name"], fields.get("cas", ""), f"{fields['quantity']} {fields.get('unit', '')}")
        for fields in (line.fields for line in manifest.lines)
    ]
    assert found == list(sheet.goods)
    assert {field: manifest.head.get(field) for field in sheet.head} == sheet.head
    [account] = manifest.account.sheets
    assert account.total_rows == sheet.totals
    assert [text.partition(":")[0] for text in account.skipped_texts] == list(sheet.skipped)
    accounted(manifest)


@pytest.mark.parametrize(
    ("merged", "sentence"),
    [(((0, 0, 1, 0),) * 100_001, "more than 100,000 ranges"), (((0, 0, 1, 1), (0, 0, 1, 1)), "overlap")],
)
def test_merged_cells_of_a_binary_workbook_have_bounds(
    merged: tuple[tuple[int, int, int, int], ...], sentence: str
) -> None:
    rows = (("Description of goods", "Quantity"), ("", "kg"))
    with pytest.raises(ManifestError, match=sentence):
        manifest_from_upload("a.xlsb", xlsb_of(rows, merged))


def test_a_binary_workbook_whose_merged_cells_break_off_is_refused() -> None:
    begins = b"\xb1\x01\x04"
    whole = xlsb_of((("Goods", "Net (kg)"), ("Acetone", "5")), ((0, 0, 0, 1),))
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        unpacked = {name: parts.read(name) for name in parts.namelist()}
    sheet = unpacked["xl/worksheets/sheet1.bin"]
    at = sheet.rindex(begins) + len(begins)
    unpacked["xl/worksheets/sheet1.bin"] = sheet[:at] + b"\x09\x00\x00\x00" + sheet[at + 4 :]
    with pytest.raises(ManifestError, match="no whole workbook"):
        manifest_from_upload("a.xlsb", archive(*unpacked.items()))
