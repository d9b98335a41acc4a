"""XLSX: the sheet that is declared by name, dates as ISO, numbers as plain text.

A few bytes may unpack to many, a cell far out be laid out with all before it, and one long text stand in every cell:
all are bounded before a workbook is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, WorksheetNotFound

from watchlist.sources.connectors.table.declared import TableSettings
from watchlist.sources.connectors.table.grid import records_of
from watchlist.sources.connectors.table.records import Records
from watchlist.sources.errors import LayoutChanged, NotTheDocument

MOST_BYTES: Final = 128 * 1024 * 1024
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 1_000_000
# No attribute of a cell holds a bracket, and none is long: a hostile part is read in the time of its length.
CELL: Final = re.compile(rb"<(?:\w{1,20}:)?c\s([^<>]{0,500})>")
PLACE: Final = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
ERROR: Final = re.compile(rb"""\bt=["']e["']""")
SHARED: Final = re.compile(rb"<(?:\w{1,20}:)?si\b")
OTHER_FORMATS: Final = ("xl/workbook.bin", "content.xml")
"""Parts of workbooks that the same reader opens and nothing here bounds."""
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)

CellValue = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(page: bytes, settings: TableSettings) -> Records:
    """Return the records of one sheet. Raises `NotTheDocument` or `LayoutChanged`."""
    _check_parts(page)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(page)).get_sheet_by_name(settings.sheet)
        values = sheet.to_python(skip_empty_area=False)
    except WorksheetNotFound as error:
        raise LayoutChanged(f"there is no sheet “{settings.sheet}”.") from error
    except (CalamineError, OSError) as error:
        raise NotTheDocument(f"it cannot be read as a workbook ({error}).") from error
    _refuse_merged(sheet)
    return records_of(([_text(value) for value in row] for row in values), settings)


def _check_parts(page: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(page)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > MOST_BYTES or len(parts) > MOST_PARTS:
                raise NotTheDocument(f"the workbook unpacks to {unpacked} bytes in {len(parts)} parts.")
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names or not names.isdisjoint(OTHER_FORMATS):
                raise NotTheDocument("it is an archive, and no workbook in XLSX.")
            # Reading a part holds the length that it states against that to which it unpacks.
            cells, longest = zip(*(_check_part(archive.read(part)) for part in parts), strict=True)
    except BROKEN as error:
        raise NotTheDocument("it is no workbook, or one that ends early.") from error
    if sum(cells) * max(longest) > MOST_BYTES:
        raise NotTheDocument(f"the workbook has {sum(cells)} cells, and a text of {max(longest)} bytes for them.")


def _check_part(part: bytes) -> tuple[int, int]:
    """Return how many cells a part has, and the length of the longest text that cells share."""
    columns: set[bytes] = set()
    last = number = 0
    for cell in CELL.finditer(part):
        number += 1
        if ERROR.search(cell[1]):
            raise LayoutChanged("a cell of the workbook holds an error in place of a value.")
        if place := PLACE.search(cell[1]):
            columns.add(place[1])
            last = max(last, int(place[2]))
    if last * max(map(_number, columns), default=0) > MOST_CELLS:
        raise NotTheDocument(f"a sheet of the workbook spans more than {MOST_CELLS} cells.")
    return number, max(map(len, SHARED.split(part)[1:]), default=0)


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number


def _refuse_merged(sheet: CalamineSheet) -> None:
    """Refuse cells merged over rows: all but the first would be read as empty."""
    for (top, _), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top:
            raise LayoutChanged(f"cells are merged over the rows {top + 1} to {bottom + 1}.")


def _text(value: CellValue) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case float():
            return _plain(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _plain(value: float) -> str:
    """Return a number without exponent and without the zeros of its storage."""
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
