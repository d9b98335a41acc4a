"""What a workbook does not show is screened and said: cells without values, hidden rows and sheets, comments."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

HEADS = ["Name", "CAS", "Quantity (kg)", "Colour"]
GOODS = '=CONCATENATE("Acetic ","anhydride")'
WITHOUT_VALUE, ERROR = "formula_without_value", "cell_error"


def run(path: Path, kind: str = "jsonl") -> tuple[str, int]:
    """Return what the command prints, or the file that it writes, and its exit status."""
    out, file = io.StringIO(), path.with_suffix(f".answer.{kind}")
    try:
        call_command("screen", str(path), "--format", kind, "--output", str(file), stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        return _text(file, kind), int(stop.code or 0)
    return _text(file, kind), 0


def _text(file: Path, kind: str) -> str:
    if kind != "xlsx":
        return file.read_text("utf-8-sig")
    sheets = openpyxl.load_workbook(file).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)


def book(*rows: list[object]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    return made


def screened(made: openpyxl.Workbook, folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]], int]:
    """Return the coverage, the lines and the exit status of a workbook."""
    made.save(path := folder / "goods.xlsx")
    text, status = run(path)
    coverage, *lines, _ = map(json.loads, text.splitlines())
    return coverage, lines, status


def codes(line: dict[str, Any]) -> set[tuple[str, str | None]]:
    return {(problem["code"], problem["field"]) for problem in line["problems"]}


ROWS: list[tuple[str, list[object], str, set[tuple[str, str | None]]]] = [
    ("a row of formulas", [GOODS, '=T("108-24-7")'], "unresolved", {(WITHOUT_VALUE, "name"), (WITHOUT_VALUE, "cas")}),
    ("a name beside a formula", ["Sodium chloride", "=A1"], "review", {(WITHOUT_VALUE, "cas")}),
    ("a listed name beside a formula", ["Safrole", "=A1"], "controlled", {(WITHOUT_VALUE, "cas")}),
    ("a quantity", ["Sodium chloride", "7647-14-5", "=2*80"], "review", {(WITHOUT_VALUE, "quantity")}),
    ("a column that is not read", [None, None, None, "=TODAY()"], "unresolved", {(WITHOUT_VALUE, None)}),
    ("beyond the header", ["Sodium chloride", None, None, None, "=A1"], "review", {(WITHOUT_VALUE, None)}),
    ("nothing but an error", [None, "#N/A"], "unresolved", {(ERROR, "cas")}),
    ("an error that is not read", [None, None, None, "#REF!"], "unresolved", {(ERROR, None)}),
]


@pytest.mark.parametrize(("row", "verdict", "problems"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_a_row_with_a_cell_without_a_value_is_a_line_for_a_person(
    tmp_path: Path, row: list[object], verdict: str, problems: set[tuple[str, str | None]]
) -> None:
    _, lines, status = screened(book(HEADS, ["Sodium chloride"], row), tmp_path)
    assert [line["verdict"] for line in lines] == ["no_match", verdict]
    assert codes(lines[1]) >= problems
    written = [str(cell) for cell in row if cell is not None]
    assert [text for text in lines[1]["declared"].values() if text] == written
    assert status == 1


def test_a_formula_is_kept_as_it_is_written_and_never_computed(tmp_path: Path) -> None:
    _, (line,), _ = screened(book(HEADS, [GOODS]), tmp_path)
    assert (line["declared"]["Name"], line["fields"], line["findings"]) == (GOODS, {}, [])
    assert f"'Name' (A2) holds a formula and no value: {GOODS!r}" in [p["detail"] for p in line["problems"]]


def test_one_formula_that_fills_a_range_has_no_value_on_any_row_of_it(tmp_path: Path) -> None:
    made = book(HEADS, ["Sodium chloride"])
    made.worksheets[0]["A3"] = ArrayFormula("A3:A5", "=Codes!A1:A3")
    _, lines, status = screened(made, tmp_path)
    assert [line["verdict"] for line in lines] == ["no_match", *["unresolved"] * 3]
    assert status == 1


def test_a_sheet_of_nothing_but_formulas_is_lines_for_a_person(tmp_path: Path) -> None:
    made = book(HEADS, ["Sodium chloride"])
    mirror = made.create_sheet("Goods")
    for row in (["=A1", "=B1"], ["=A2", "=B2"]):
        mirror.append(row)
    coverage, lines, status = screened(made, tmp_path)
    assert [line["verdict"] for line in lines] == ["no_match", "unresolved", "unresolved"]
    assert [sheet["lines"] for sheet in coverage["read"]["sheets"]] == [1, 2]
    assert status == 1


def test_what_stands_under_a_header_without_a_value_is_not_ignored(tmp_path: Path) -> None:
    _, lines, status = screened(book(["Name", "=Codes!A1"], ["Sodium chloride", "108-24-7"], ["Water"]), tmp_path)
    assert [(line["verdict"], codes(line)) for line in lines] == [
        ("review", {(WITHOUT_VALUE, None)}),
        ("no_match", set()),
    ]
    assert status == 1


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hide_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "veryHidden"


def whiten(sheet: Worksheet) -> None:
    sheet["A2"].font = Font(color="FFFFFFFF")


def show_nothing(sheet: Worksheet) -> None:
    sheet["A2"].number_format = ";;;"


UNSEEN = [
    (hide_row, "row_hidden", "row 2 is hidden in the workbook"),
    (hide_sheet, "row_hidden", "row 2 stands on a sheet that is hidden"),
    (whiten, "text_unseen", "the text of 'Name' (A2)"),
    (show_nothing, "text_unseen", "the text of 'Name' (A2)"),
]


@pytest.mark.parametrize(("hide", "code", "detail"), UNSEEN, ids=[case[0].__name__ for case in UNSEEN])
@pytest.mark.parametrize(("name", "verdict"), [("Safrole", "controlled"), ("Sodium chloride", "no_match")])
def test_what_nobody_sees_is_screened_as_everything_else_and_said(
    tmp_path: Path, hide: Any, code: str, detail: str, name: str, verdict: str
) -> None:
    made = book(HEADS, ["Water"])
    sheet = made.create_sheet("Packed")
    for row in (HEADS, [name]):
        sheet.append(row)
    hide(sheet)
    _, lines, status = screened(made, tmp_path)
    assert [line["verdict"] for line in lines] == ["no_match", verdict]
    assert [(p["code"], detail in p["detail"]) for p in lines[1]["problems"]] == [(code, True)]
    assert status == int(verdict != "no_match")


COMMENTS = [
    ("Really acetic anhydride, see e-mail", "review", {"Acetic anhydride"}),
    ("Keep dry. CAS 108-24-7", "review", {"Acetic anhydride"}),
    ("Pallet 7 of 9, keep dry", "no_match", set()),
]


@pytest.mark.parametrize(("text", "verdict", "found"), COMMENTS)
def test_listed_goods_are_looked_for_in_comments(tmp_path: Path, text: str, verdict: str, found: set[str]) -> None:
    made = book(HEADS, ["Sodium chloride", "7647-14-5", 5, "blue"], ["Water"])
    made.worksheets[0]["D2"].comment = Comment(text, "A. Person")
    _, lines, _ = screened(made, tmp_path)
    assert lines[0]["verdict"] == verdict
    assert {finding["substance"] for finding in lines[0]["findings"] if finding["tier"] == "listed"} == found
    assert lines[0]["declared"]["comment on Colour"] == lines[0]["fields"]["comment"] == text
    assert [(p["code"], text in p["detail"]) for p in lines[0]["problems"]] == [("cell_comment", True)]
    assert not lines[1]["problems"]


def test_a_hidden_column_and_a_comment_on_no_line_are_named_once_for_the_file(tmp_path: Path) -> None:
    made = book(HEADS, *[["Sodium chloride", None, 5, "blue"]] * 3)
    for letter in ("D", "E"):
        made.worksheets[0].column_dimensions[letter].hidden = True
    for cell in ("A1", "B9"):
        made.worksheets[0][cell].comment = Comment("as agreed", "A. Person")
    coverage, lines, status = screened(made, tmp_path)
    (sheet,) = coverage["read"]["sheets"]
    assert (sheet["hidden_columns"], sheet["comments"]) == (["D (Colour)"], ["A1: as agreed", "B9: as agreed"])
    assert ([line["problems"] for line in lines], status) == ([[]] * 3, 0)
    for kind in ("table", "html", "xlsx"):
        told = " ".join(run(tmp_path / "goods.xlsx", kind)[0].split())
        assert "D (Colour)" in told, kind
        assert "A1: as agreed" in told, kind


@pytest.mark.parametrize("kind", ["table", "jsonl", "csv", "xlsx", "html"])
def test_every_format_names_the_problem(tmp_path: Path, kind: str) -> None:
    made = book(HEADS, ["Water"], ["=A1"])
    made.worksheets[0].row_dimensions[2].hidden = True
    made.save(path := tmp_path / "goods.xlsx")
    words = run(path, kind)[0].split()
    assert all(word in words for word in ("formula", "hidden", "workbook;"))
