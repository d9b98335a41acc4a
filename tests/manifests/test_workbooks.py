from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from watchlist.manifests.errors import ManifestError
from watchlist.manifests.readers import read_manifest


def saved(workbook: openpyxl.Workbook, folder: Path) -> str:
    path = folder / "goods.xlsx"
    workbook.save(path)
    return str(path)


def test_cells_become_text_as_a_person_would_write_it(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    midnight, morning = dt.datetime.fromisoformat("2026-03-04"), dt.datetime.fromisoformat("2026-03-04T08:30")
    sheet.append(["Packing list"])
    sheet.append([])
    sheet.append(["Name", "Quantity (kg)", "Export date", "Date", "HS code", "Hue"])
    sheet.append(["Acetone", 160, midnight, morning, 2914110000, True])
    sheet.append(["Toluene", 1e5, None, None, 0.1 + 0.2, dt.time(8, 30)])
    lines = read_manifest(saved(workbook, tmp_path)).lines
    assert lines[0].declared == {
        "Name": "Acetone",
        "Quantity (kg)": "160",
        "Export date": "2026-03-04",
        "Date": "2026-03-04T08:30:00",
        "HS code": "2914110000",
        "Hue": "TRUE",
    }
    assert [lines[1].declared[name] for name in ("Quantity (kg)", "HS code", "Hue")] == ["100000", "0.3", "08:30:00"]


def test_the_first_sheet_with_a_header_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["This workbook was made for the carrier"])
    hidden = workbook.create_sheet("Codes", 0)
    hidden.append(["Name", "CAS"])
    hidden.sheet_state = "hidden"
    goods = workbook.create_sheet("Goods")
    goods["B3"], goods["C3"], goods["B4"], goods["C4"] = "Name", "CAS", "Acetone", "67-64-1"
    workbook.create_sheet("Empty")
    manifest = read_manifest(saved(workbook, tmp_path))
    assert [line.declared for line in manifest.lines] == [{"Name": "Acetone", "CAS": "67-64-1"}]
    assert manifest.ignored_columns == ("sheet Sheet", "sheet Codes")


def test_a_cell_far_from_the_table_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"], workbook.worksheets[0]["XFD1048576"] = "Name", "x"
    with pytest.raises(ManifestError, match="more than 5,000,000 cells"):
        read_manifest(saved(workbook, tmp_path))


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="it is empty"):
        read_manifest(saved(openpyxl.Workbook(), tmp_path))
