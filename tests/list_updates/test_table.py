"""Tables of authorities and of the house, read as they are declared and in no other way."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.manifests.workbook_bombs import lying
from watchlist.engine.errors import CorrectTheData
from watchlist.list_updates.connectors import connector_of
from watchlist.list_updates.declaring import DeclaredSource, read_source
from watchlist.list_updates.errors import CollectionFailed, LayoutChanged, ListEmptied, NotTheDocument
from watchlist.list_updates.published import ParsedPublication

EDITIONS = Path(__file__).parents[2] / "fixtures" / "editions" / "table"
HEAD = """
key = "nowhere"
title = "Tables of an authority of nowhere"
site = "nowhere"
address = "https://example.org"
path = "/tables"
jurisdiction = "CA"
authority = "an authority of nowhere"
hours = 24
accepts = ["text/csv"]
[lists.a]
least = 1
most = 20
[lists.b]
least = 1
most = 20
"""
TWO_LISTS = """
[settings]
encoding = "cp1252"
delimiter = ";"
date_formats = ["%d.%m.%Y"]
list_column = "Table"
lists_by = { A = "a", B = "b" }
as_of = 'as of (\\S+)'
count = '^Total: (\\d+) substances'
passed_over = ["^Total:"]
[settings.columns]
code = "Item"
name = "Substance name"
valid_from = "In force"
quantity = "Maximum (kg)"
instruments = "Act"
"""
OBJECTS = """
[settings]
list = "a"
records = "data.items"
count = "data.total"
as_of = "meta.as_of"
ignore = ["link", "meta.licence"]
[settings.columns]
code = "no"
name = "name"
valid_from = "since"
instruments = "acts"
limit = "limit"
"""
SHEET = """
[settings]
list = "a"
sheet = "Table"
[settings.columns]
code = "Item"
name = "Substance"
valid_from = "In force"
last_day = "Last day"
limit = "Limit"
"""
SIMPLE = """
[settings]
list = "a"
[settings.columns]
code = "Item"
name = "Substance"
"""


def declared(connector: str, settings: str) -> DeclaredSource:
    """Return a source with these settings."""
    return read_source(f'connector = "{connector}"\n{HEAD}\n{settings}', "nowhere.toml", {})


def read(connector: str, settings: str, *pages: bytes) -> ParsedPublication:
    """Return what the connector makes of these pages."""
    return connector_of(connector).interpret(pages, declared(connector, settings))


def csv_of(*lines: str, settings: str = SIMPLE) -> ParsedPublication:
    """Return what is read of a CSV of these lines."""
    return read("table-csv", settings, "\r\n".join(lines).encode())


def workbook(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """Return a workbook whose sheet “Table” has these rows, beside another sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"  # type: ignore[union-attr]
    sheet = book.create_sheet("Table")
    for row in rows:
        sheet.append(row)
    change(sheet)
    book.save(out := io.BytesIO())
    return out.getvalue()


COLUMNS = ("Item", "Substance", "In force", "Last day", "Limit")
FIRST = (27, "4-Piperidone", datetime(2024, 9, 3), None, 0.5)  # noqa: DTZ001


def test_a_table_of_two_lists_is_read_as_declared() -> None:
    page = (EDITIONS / "authority.csv").read_bytes()
    published = read("table-csv", TWO_LISTS, page)
    assert (published.as_of, published.lists) == (date(2025, 3, 15), ("a", "b"))
    ephedrine = published.rows[1]
    assert (ephedrine.list, ephedrine.code, ephedrine.name) == ("a", "2(1)", "Ephedrine; and its salts")
    assert (ephedrine.valid_from, ephedrine.instruments) == (date(2004, 2, 1), ("Order 3", "Order 9"))
    assert [(row.name, row.facts) for row in published.rows if row.list == "b"] == [
        ("Acetone", (("quantity", "10,25"),)),
        ("Toluène", (("quantity", ""),)),
    ]


def test_what_is_passed_over_is_named() -> None:
    published = read("table-csv", TWO_LISTS, (EDITIONS / "authority.csv").read_bytes())
    assert published.ignored == (
        "Authority of Nowhere",
        "Substances of tables A and B, as of 15.03.2025",
        "Total: 4 substances",
    )


def test_objects_are_read_from_their_path_with_numbers_as_written() -> None:
    published = read("table-json", OBJECTS, (EDITIONS / "authority.json").read_bytes())
    assert [(row.code, row.name, row.facts) for row in published.rows] == [
        ("1", "Acetic anhydride", (("limit", "0.50"),)),
        ("2", "Ephedrine and its salts", (("limit", "0"),)),
        ("3", "Acetone", (("limit", "1e3"),)),
    ]
    assert [row.instruments for row in published.rows] == [("Order 3",), ("Order 3", "Order 9"), ()]
    assert published.as_of == date(2025, 3, 15)


def test_a_sheet_is_read_by_its_name_with_days_as_days() -> None:
    second = ("27(1)", "1-boc-4-piperidone", datetime(2024, 9, 3), datetime(2025, 8, 30), "0,5")  # noqa: DTZ001
    published = read("table-xlsx", SHEET, workbook([("A title",), (), COLUMNS, FIRST, second]))
    first, last = published.rows
    assert (first.code, first.valid_from, first.valid_until) == ("27", date(2024, 9, 3), None)
    assert (first.facts, last.facts) == ((("limit", "0.5"),), (("limit", "0,5"),))
    assert last.valid_until == date(2025, 8, 31)


@pytest.mark.parametrize(
    ("lines", "refusal", "sentence"),
    [
        (["Item,Substance,Limit", "1,Acetone,5"], LayoutChanged, "“Limit” is not declared"),
        (["Item,Name", "1,Acetone"], LayoutChanged, "“Substance” is missing"),
        (["Item,Substance,Item", "1,Acetone,2"], LayoutChanged, "“Item” stands there twice"),
        (["Item,Substance", "1,Acetone", "2"], LayoutChanged, "row 3 has 1 cells"),
        (["Item,Substance", "1,Acetone,solvent"], LayoutChanged, "row 2 has 3 cells"),
        (["Item,Substance", "1,Acetone", "Source: the authority,"], LayoutChanged, "has no name"),
        (["Item,Substance", "1,"], LayoutChanged, "has no name"),
        (["Item,Substance", '1,"Acetone'], LayoutChanged, "unexpected end of data"),
        (["Item,Substance", f"1,{'a' * 20_000}"], LayoutChanged, "20000 characters"),
        (["Item,Substance", *["1,Acetone"] * 50_000], LayoutChanged, "more than 50000 rows"),
        (["Item,Substance"], ListEmptied, "a has no row"),
        ([""], NotTheDocument, "no rows"),
        (["<html><body>Not now</body></html>"], LayoutChanged, "is missing"),
    ],
)
def test_a_table_that_is_not_as_declared_is_not_taken(
    lines: list[str], refusal: type[CollectionFailed], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        csv_of(*lines)


@pytest.mark.parametrize(
    ("settings", "lines", "refusal", "sentence"),
    [
        (
            'count = "of (\\\\d+)"\npassed_over = ["^All"]',
            ["Item,Substance", "1,Acetone", "All of 2,"],
            NotTheDocument,
            "states 2 rows, and has 1",
        ),
        ('count = "of (\\\\d+)"', ["Item,Substance", "1,Acetone"], LayoutChanged, "no row states"),
        ('as_of = "of (\\\\S+)"', ["as of March,", "Item,Substance", "1,Acetone"], LayoutChanged, "“March” is no day"),
        ('encoding = "ascii"', ["Item,Substance", "1,Toluène"], NotTheDocument, "not written in ascii"),
    ],
)
def test_what_a_table_states_of_itself_must_hold(
    settings: str, lines: list[str], refusal: type[CollectionFailed], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        csv_of(*lines, settings=SIMPLE.replace('list = "a"', f'list = "a"\n{settings}'))


def test_a_row_of_a_list_that_is_not_declared_is_not_taken() -> None:
    page = (EDITIONS / "authority.csv").read_bytes().replace(b"B;2;", b"C;1;")
    with pytest.raises(LayoutChanged, match="“C” in the column “Table” is no list"):
        read("table-csv", TWO_LISTS, page)


def test_one_of_two_lists_without_rows_is_not_taken() -> None:
    page = (EDITIONS / "authority.csv").read_bytes().replace(b"\nB;", b"\nA;")
    with pytest.raises(ListEmptied, match="b has no row"):
        read("table-csv", TWO_LISTS, page)


def test_a_header_that_a_page_repeats_is_no_row() -> None:
    assert [row.name for row in csv_of("Item,Substance", "1,Acetone", "Item,Substance", "2,Toluene").rows] == [
        "Acetone",
        "Toluene",
    ]


@pytest.mark.parametrize(
    ("was", "now", "refusal", "sentence"),
    [
        ('"licence": "open"', '"terms": "open"', LayoutChanged, "meta.terms is not declared"),
        ('"items"', '"entries"', LayoutChanged, "data.entries is not declared"),
        ('"total": 3', '"total": 4', NotTheDocument, "states 4 rows, and has 3"),
        ('"link": "x"', '"href": "x"', LayoutChanged, "record 1: the column “href” is not declared"),
        ('"no": 1, ', "", LayoutChanged, "record 1: the column “no” is missing"),
        ('"no": 1', '"no": {"part": 1}', LayoutChanged, "holds objects"),
        ('"no": 1', '"no": 1, "no": 2', LayoutChanged, "says one key twice"),
        ('"since": null', '"since": "soon"', LayoutChanged, "“soon” is no day"),
        ('"z"}', '"z"', NotTheDocument, "ends early"),
    ],
)
def test_objects_that_are_not_as_declared_are_not_taken(
    was: str, now: str, refusal: type[CollectionFailed], sentence: str
) -> None:
    page = (EDITIONS / "authority.json").read_text(encoding="utf-8")
    with pytest.raises(refusal, match=sentence):
        read("table-json", OBJECTS, page.replace(was, now, 1).encode())


def test_objects_nested_beyond_reading_are_not_taken() -> None:
    with pytest.raises(NotTheDocument):
        read("table-json", OBJECTS, b"[" * 200_000)


def test_cells_merged_over_rows_are_not_taken() -> None:
    page = workbook([COLUMNS, FIRST, FIRST], lambda sheet: sheet.merge_cells("A2:A3"))
    with pytest.raises(LayoutChanged, match="merged over the rows 2 to 3"):
        read("table-xlsx", SHEET, page)


def test_a_cell_with_an_error_is_not_taken() -> None:
    with pytest.raises(LayoutChanged, match="holds an error"):
        read("table-xlsx", SHEET, workbook([COLUMNS, FIRST, (1, "#REF!")]))


def test_a_workbook_without_the_sheet_is_not_taken() -> None:
    with pytest.raises(LayoutChanged, match="no sheet “Table 2”"):
        read("table-xlsx", SHEET.replace('sheet = "Table"', 'sheet = "Table 2"'), workbook([COLUMNS, FIRST]))


def bomb(name: str, part: bytes) -> bytes:
    """Return a workbook one part of which is another than a person would write."""
    with zipfile.ZipFile(io.BytesIO(workbook([COLUMNS, FIRST]))) as book:
        parts = {part.filename: book.read(part) for part in book.infolist()}
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for filename, content in (parts | {name: part}).items():
            archive.writestr(filename, content)
    return out.getvalue()


SHEET9 = "xl/worksheets/sheet9.xml"
SHARING = b'<worksheet><sheetData><c t="s"><v>0</v></c><c t="s"><v>0</v></c></sheetData>'
FAR_OUT = b'<worksheet><sheetData><row r="1048576"><c C><v>1</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("name", "part", "sentence"),
    [
        ("xl/media/image.bin", b"\0" * (129 * 1024 * 1024), "unpacks to"),
        (SHEET9, FAR_OUT.replace(b"C", b'r="XFD1048576"'), "spans more than"),
        (SHEET9, FAR_OUT.replace(b"C", b'x=">" r="XFD1048576"'), "spans more than"),
        (SHEET9, FAR_OUT.replace(b"<c C><v>1</v></c>", b"<c><v>1</v></c>" * 16_384), "spans more than"),
        (SHEET9, SHARING + b"<sst><si><t>" + b"a" * 100_000_000 + b"</t></si></sst></worksheet>", "share texts"),
        ("xl/sharedStrings9.xml", b'<!DOCTYPE sst [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>', "no workbook"),
        ("content.xml", b"<office/>", "no workbook in XLSX"),
        ("XL/Workbook.bin", b"", "no workbook in XLSX"),
    ],
)
def test_a_workbook_that_would_not_fit_is_refused_before_it_is_opened(name: str, part: bytes, sentence: str) -> None:
    page = bomb(name, part)
    assert len(page) < 1_000_000
    with pytest.raises(NotTheDocument, match=sentence):
        read("table-xlsx", SHEET, page)


def test_a_workbook_that_unpacks_to_more_than_it_states_is_not_taken() -> None:
    with pytest.raises(NotTheDocument, match="no workbook"):
        read("table-xlsx", SHEET, lying(200, b"<worksheet>" + b" " * 100_000 + b"</worksheet>"))


@pytest.mark.parametrize("page", [b"", b"PK\x03\x04", b"Item,Substance\n1,Acetone\n"])
def test_what_is_no_workbook_is_not_taken(page: bytes) -> None:
    with pytest.raises(NotTheDocument, match="no workbook"):
        read("table-xlsx", SHEET, page)


def test_a_table_is_held_against_the_checksum_beside_it() -> None:
    settings = SIMPLE.replace('list = "a"', 'list = "a"\nchecksum = "/tables.sha256"')
    source, connector = declared("table-csv", settings), connector_of("table-csv")
    page = b"Item,Substance\n1,Acetone\n"
    stated = f"{hashlib.sha256(page).hexdigest()}  tables.csv\n".encode()
    assert connector.following([page], source) == "/tables.sha256"
    assert connector.following([page, stated], source) is None
    assert len(connector.interpret([page, stated], source).rows) == 1
    with pytest.raises(NotTheDocument, match="SHA-256"):
        connector.interpret([page[:-2], stated], source)


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ('list = "a"', 'list = "c"', "the list c is not among its lists"),
        ('list = "a"', "", "says the list of a row"),
        ('list = "a"', 'list = "a"\nlist_column = "Table"', "says the list of a row"),
        ('list = "a"', 'list = "a"\ncolour = "red"', "settings.colour is not known"),
        ('list = "a"', 'list = "a"\nencoding = "utf-99"', "utf-99"),
        ('name = "Substance"', "", "names no column of names"),
        ('name = "Substance"', 'name = "Item"', "declared twice"),
    ],
)
def test_a_source_declared_wrongly_says_what_is_wrong(was: str, now: str, sentence: str) -> None:
    with pytest.raises(CorrectTheData, match=sentence):
        csv_of("Item,Substance", "1,Acetone", settings=SIMPLE.replace(was, now))
