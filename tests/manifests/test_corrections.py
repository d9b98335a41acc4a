from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from watchlist.engine.reading.columns import Corrections, file_shape, read_columns
from watchlist.engine.reading.errors import HeaderNotUnderstood
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload, read_manifest

HEADERS = ["Waga (kg)", "Nazwa", "CAS"]
SAID = {"nazwa": "name", "wagakg": "quantity", "cas": None}


def corrected(headers: list[str], said: Mapping[str, str | None]) -> Corrections:
    return lambda shape: said if shape == file_shape(headers) else {}


def read(text: str, corrections: Corrections) -> DeclaredManifest:
    return read_manifest("-", stdin=io.BytesIO(text.encode()), corrections=corrections)


def test_the_shape_of_a_file_is_that_of_its_headers_in_order() -> None:
    assert file_shape(["CAS No.", "Name"]) == file_shape([" cas-no ", "NAME", ""])
    assert file_shape(["CAS", "Name"]) != file_shape(["Name", "CAS"])


def test_a_correction_goes_before_what_the_header_says() -> None:
    columns = read_columns(["Name", "Name", "", "CAS"], {"name2": "remarks", "column3": "un_number", "cas": None})
    assert [column.field for column in columns] == ["name", "remarks", "un_number", None]


def test_a_corrected_file_is_read_as_the_officer_said() -> None:
    manifest = read("Waga (kg);Nazwa;CAS\n5;Aceton;x\n", corrected(HEADERS, SAID))
    assert manifest.lines[0].fields == {"quantity": "5", "unit": "kg", "name": "Aceton"}
    assert manifest.shape == file_shape(HEADERS)
    assert [(column.key, column.field) for column in manifest.columns] == [
        ("wagakg", "quantity"),
        ("nazwa", "name"),
        ("cas", None),
    ]
    assert manifest.ignored_columns == ("CAS",)


def test_a_file_of_another_shape_is_not_corrected() -> None:
    assert read("Nazwa;CAS\nAceton;67-64-1\n", corrected(HEADERS, SAID)).lines[0].fields == {"cas": "67-64-1"}


def test_a_file_without_a_header_understood_tells_what_may_be_corrected() -> None:
    with pytest.raises(HeaderNotUnderstood) as refused:
        read("Spis\nWaga;Nazwa\n5;Aceton\n", lambda shape: {})
    assert (refused.value.headings, refused.value.shape) == (("Waga", "Nazwa"), file_shape(["Waga", "Nazwa"]))
    said = corrected(["Waga", "Nazwa"], {"nazwa": "name"})
    assert read("Spis\nWaga;Nazwa\n5;Aceton\n", said).lines[0].fields == {"name": "Aceton"}


def test_a_body_and_a_workbook_are_corrected_alike(tmp_path: Path) -> None:
    rows = [HEADERS, [5, "Aceton", "x"]]
    manifest = manifest_from_payload([dict(zip(*rows, strict=True))], corrected(HEADERS, SAID))
    assert manifest.lines[0].fields == {"quantity": "5", "unit": "kg", "name": "Aceton"}
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save(tmp_path / "a.xlsx")
    manifest = read_manifest(str(tmp_path / "a.xlsx"), corrections=corrected(HEADERS, SAID))
    assert manifest.lines[0].fields == {"quantity": "5", "unit": "kg", "name": "Aceton"}
