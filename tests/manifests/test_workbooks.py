from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl.styles import Color, Font, PatternFill

from tests.manifests.workbook_bombs import packed, sheet
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import READERS, read_manifest

WATER = '<row r="2"><c r="A2" t="inlineStr"><is><t>Water</t></is></c></row>'


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
    assert manifest.ignored_columns == ("sheet Sheet",)
    assert [(sheet.name, sheet.visibility, sheet.lines) for sheet in manifest.account.sheets] == [
        ("Goods", "visible", 1),
        ("Codes", "hidden", 0),
    ]


def test_a_cell_far_from_the_table_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"], workbook.worksheets[0]["XFD1048576"] = "Name", "x"
    with pytest.raises(ManifestError, match="more than 5,000,000 cells"):
        read_manifest(saved(workbook, tmp_path))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("text", ["<c " * 300_000, "<cellXfs " * 100_000, '<xf a="' * 200_000])
def test_a_part_that_never_ends_is_refused_or_read_in_the_time_of_its_length(part: str, text: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, text)
    with pytest.raises(ManifestError):
        READERS[".xlsx"](written.getvalue())


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="it is empty"):
        read_manifest(saved(openpyxl.Workbook(), tmp_path))


def filled(*rows: list[object], title: str = "Goods") -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = title
    for row in rows:
        workbook.worksheets[0].append(row)
    return workbook


def test_every_sheet_that_names_goods_is_read_in_order(tmp_path: Path) -> None:
    workbook = filled(["Name", "CAS"], ["Acetone", "67-64-1"])
    for name, rows in {
        "Contacts": [["Name", "Telephone"], ["A. Person", "1"]],
        "Page 2": [["Packing list"], ["NAME", "CAS"], ["Toluene", "108-88-3"], [None, None], ["Water", None]],
        "Prices": [["Price"], [7]],
        "Other goods": [["HS code", "Description of goods"], [2501, "Salt"]],
    }.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    manifest = read_manifest(saved(workbook, tmp_path))
    assert [line.fields["name"] for line in manifest.lines] == ["Acetone", "Toluene", "Water", "Salt"]
    assert [line.number for line in manifest.lines] == [1, 2, 3, 4]
    assert manifest.account.not_read == ("Contacts", "Prices")
    assert [heading.sheet for heading in manifest.headings] == ["Goods", "Page 2", "Other goods"]
    second = manifest.account.sheets[1]
    assert (second.rows, second.titles, second.headers, second.blank, second.lines) == (5, 1, 1, 1, 2)


def test_a_merged_cell_says_the_same_of_every_row_but_no_quantity(tmp_path: Path) -> None:
    workbook = filled(
        ["Name", "CAS", "Quantity (kg)", "Consignee", "Batch"],
        ["Acetone", "67-64-1", 80, "A", 1],
        [None, None, None, None, 2],
        ["Water", "7732-18-5", 5, None, 3],
        [None, None, None, None, None],
    )
    for merged in ("A2:A3", "B2:B3", "C2:C3", "D2:D4", "A4:A5"):
        workbook.worksheets[0].merge_cells(merged)
    lines = read_manifest(saved(workbook, tmp_path)).lines
    assert [line.fields["name"] for line in lines] == ["Acetone", "Acetone", "Water"]
    assert [line.fields["consignee"] for line in lines] == ["A", "A", "A"]
    assert [line.fields.get("quantity") for line in lines] == ["80", None, "5"]
    assert [[p.code for p in line.problems] for line in lines] == [["quantity_shared"], ["quantity_shared"], []]


def test_a_header_of_two_rows_is_one(tmp_path: Path) -> None:
    workbook = filled(
        ["Packing list"],
        ["Name", "Weight", None, "CAS"],
        [None, "Net (kg)", "Gross (kg)", None],
        ["Acetone", 160, 178, "67-64-1"],
    )
    for merged in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        workbook.worksheets[0].merge_cells(merged)
    manifest = read_manifest(saved(workbook, tmp_path))
    assert [line.fields for line in manifest.lines] == [
        {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg"}
    ]
    assert manifest.account.sheets[0].headers == 2
    assert manifest.lines[0].declared["Weight (Gross) (kg)"] == "178"


def test_cells_that_a_spreadsheet_changed_are_read_as_they_were_meant(tmp_path: Path) -> None:
    workbook = filled(
        ["Name", "CAS", "Purity", "HS code"],
        ["a", dt.date(1975, 9, 2), 0.98, 2914110000],
        ["b", 67641, 0.995, "0709990000"],
    )
    for cell in ("C2", "C3"):
        workbook.worksheets[0][cell].number_format = "0.0%"
    lines = read_manifest(saved(workbook, tmp_path)).lines
    assert [line.fields["cas"] for line in lines] == ["75-09-2", "67641"]
    assert [line.fields["concentration"] for line in lines] == ["98 %", "99.5 %"]
    assert [line.fields["hs_code"] for line in lines] == ["2914110000", "0709990000"]
    assert not any(line.problems for line in lines)


def test_an_error_in_a_cell_that_is_read_is_empty_with_a_problem(tmp_path: Path) -> None:
    workbook = filled(["Name", "CAS", "Hue"], ["Acetone", "#N/A", "#REF!"])
    line = read_manifest(saved(workbook, tmp_path)).lines[0]
    assert line.fields == {"name": "Acetone"}
    assert [(problem.code, problem.field) for problem in line.problems] == [("cell_error", "cas")]


def test_a_hidden_sheet_that_names_goods_is_read_behind_those_that_are_shown(tmp_path: Path) -> None:
    workbook = filled(["Name", "CAS"], ["Hidden", "67-64-1"], title="Codes")
    workbook.worksheets[0].sheet_state = "veryHidden"
    for name, rows in {"Contacts": [["Price"], [7]], "Goods": [["Name", "CAS"], ["Seen", "67-64-1"]]}.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    manifest = read_manifest(saved(workbook, tmp_path))
    assert [line.fields["name"] for line in manifest.lines] == ["Seen", "Hidden"]
    assert [sheet.visibility for sheet in manifest.account.sheets] == ["visible", "very_hidden"]
    assert manifest.account.not_read == ("Contacts",)


def test_a_hidden_sheet_takes_nothing_from_one_that_is_shown(tmp_path: Path) -> None:
    workbook = filled(["Name"], ["Seen"], title="Goods")
    hidden = workbook.create_sheet("Codes")
    for row in (["Name", "CAS"], ["Hidden", "67-64-1"]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    assert [line.fields["name"] for line in read_manifest(saved(workbook, tmp_path)).lines] == ["Seen", "Hidden"]


SHEET: Final = '<sheet name="A" sheetId="1" r:id="rId1"/>'


def computed(rows: str, settings: str = "", sheets: str = SHEET) -> bytes:
    """Return a workbook of these rows that says no more of its values than is given."""
    space = "http://schemas.openxmlformats.org/"
    names = f'xmlns="{space}spreadsheetml/2006/main" xmlns:r="{space}officeDocument/2006/relationships"'
    book = f"<workbook {names}><sheets>{sheets}</sheets>{settings}</workbook>"
    return packed({**sheet(rows), "xl/workbook.xml": book})


CELLS: list[tuple[str, str, str, list[str]]] = [
    ("a value", "<f>A1</f><v>7</v>", "", ["7"]),
    ("a text", '<f>A1</f><v>Acetone</v>" t="str', "", ["Acetone"]),
    ("an empty text", '<f>IF(A9="","",A9)</f><v></v>" t="str', "", []),
    ("an empty value", "<f>A1</f><v/>", "=A1", [""]),
    ("no value", "<f>A1</f>", "=A1", [""]),
    ("a text that is not there", '<f>A1</f>" t="str', "=A1", [""]),
    ("spaces", "<f>A1</f><v> \n </v>", "=A1", [""]),
    ("one that others share", '<f t="shared" ref="A2:A3" si="0">B1</f><v/>', "=B1", [""]),
    ("nought", "<f>A1</f><v>0</v>", "", ["0"]),
]


@pytest.mark.parametrize(("inner", "formula", "names"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_formula_has_a_value_where_its_cell_states_one(inner: str, formula: str, names: list[str]) -> None:
    inside, _, kind = inner.partition('" t="')
    stated = f' t="{kind}"' if kind else ""
    contents = READERS[".xlsx"](computed(f'{WATER}<row r="3"><c r="A3"{stated}>{inside}</c></row>'))
    lines = list(contents.lines)[1:]
    assert [line.fields.get("name", "") for line in lines] == names
    assert [p.code for line in lines for p in line.problems] == (["formula_without_value"] if formula else [])
    assert not formula or lines[0].declared["Name"] == formula


def test_a_cell_that_shares_a_formula_and_says_no_place_has_no_value_either() -> None:
    first = '<row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="0">B1</f><v/></c></row>'
    contents = READERS[".xlsx"](packed(sheet(f'{WATER}{first}<row><c><f t="shared" si="0"/><v/></c></row>')))
    assert [line.declared["Name"] for line in contents.lines] == ["Water", "=B1", "=B1"]


def test_a_nought_that_nobody_computed_is_no_value() -> None:
    row = '<row r="3"><c r="A3"><f>A1</f><v>0</v></c><c r="B3"><v>0</v></c></row>'
    contents = READERS[".xlsx"](computed(f"{WATER}{row}", '<calcPr fullCalcOnLoad="1"/>'))
    line = list(contents.lines)[1]
    assert (line.declared, line.fields) == ({"Name": "=A1", "CAS": "0"}, {"cas": "0"})


SHEET_LINKS: Final = '<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="{}"/></Relationships>'


@pytest.mark.parametrize("target", ["WorkSheets/Sheet1.xml", "/xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml"])
def test_a_sheet_is_read_whole_or_not_at_all_however_its_part_is_named(target: str) -> None:
    rows = f'{WATER}<row r="3"><c r="A3"><f>B1</f><v/></c></row>'
    data = packed({**sheet(rows), "xl/_rels/workbook.xml.rels": SHEET_LINKS.format(target)})
    try:
        lines = READERS[".xlsx"](data).lines
    except ManifestError:
        return
    assert [line.declared["Name"] for line in lines] == ["Water", "=B1"]


def test_two_sheets_of_one_name_are_refused() -> None:
    with pytest.raises(ManifestError, match="two of its sheets have one name"):
        READERS[".xlsx"](computed(WATER, sheets=SHEET * 2))


def test_a_workbook_of_nothing_but_formulas_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="formulas without values; open it in a spreadsheet program"):
        read_manifest(saved(filled(["=A1", "=B1"], ["=A2"]), tmp_path))


def test_a_merged_cell_without_a_value_has_none_on_any_row(tmp_path: Path) -> None:
    workbook = filled(["Name", "CAS", "Batch"], ["=Codes!A1", None, 1], [None, None, 2])
    workbook.worksheets[0].merge_cells("A2:A3")
    lines = read_manifest(saved(workbook, tmp_path)).lines
    assert [line.declared["Name"] for line in lines] == ["=Codes!A1"] * 2
    assert [[p.code for p in line.problems] for line in lines] == [["formula_without_value"]] * 2


COLOURS: list[tuple[str, Font, PatternFill | None, bool]] = [
    ("white on nothing", Font(color="FFFFFFFF"), None, True),
    ("white on white", Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FFFFFFFF"), True),
    ("the ground of the theme", Font(color=Color(theme=0)), None, True),
    ("a darker ground of the theme", Font(color=Color(theme=0, tint=-0.5)), None, False),
    ("red on red", Font(color="FFFF0000"), PatternFill("solid", fgColor="FFFF0000"), True),
    ("white on blue", Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF0000FF"), False),
    ("red on nothing", Font(color="FFFF0000"), None, False),
    ("no colour", Font(bold=True), None, False),
]


@pytest.mark.parametrize(("font", "fill", "is_unseen"), [case[1:] for case in COLOURS], ids=[c[0] for c in COLOURS])
def test_text_in_the_colour_of_its_ground_is_named(
    tmp_path: Path, font: Font, fill: PatternFill | None, is_unseen: bool
) -> None:
    workbook = filled(["Name", "CAS"], ["Acetone", None])
    for cell in (workbook.worksheets[0]["A1"], workbook.worksheets[0]["A2"], workbook.worksheets[0]["B2"]):
        cell.font = font
        if fill:
            cell.fill = fill
    (line,) = read_manifest(saved(workbook, tmp_path)).lines
    details = [p.detail for p in line.problems]
    assert details == (["the sheet does not show the text of 'Name' (A2); it was read"] if is_unseen else [])


def test_a_thread_of_comments_goes_before_the_note_that_stands_for_it() -> None:
    kinds = {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments": "../comments1.xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment": "/xl/threadedComments/t1.xml",
    }
    links = "".join(f'<Relationship Id="r{kind[-3:]}" Type="{kind}" Target="{kinds[kind]}"/>' for kind in kinds)
    note, one, two = "Your version allows you to read this", "Is it acetone?", "No"
    threads = "".join(f'<threadedComment ref="A2"><text>{text}</text></threadedComment>' for text in (one, two))
    data = packed(
        {
            **sheet(WATER),
            "xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships>{links}</Relationships>",
            "xl/comments1.xml": f'<comments><comment ref="A2"><text><t>{note}</t></text></comment></comments>',
            "xl/threadedComments/t1.xml": f"<ThreadedComments>{threads}</ThreadedComments>",
        }
    )
    (line,) = READERS[".xlsx"](data).lines
    assert line.fields["comment"] == f"{one} {two}"
