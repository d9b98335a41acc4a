"""XLSX: the sheet that is declared by name, dates as ISO, numbers as plain text.

A few bytes may unpack to many, a cell far out be laid out with all before it, and one long text stand in every cell:
all are bounded before a workbook is opened.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, WorksheetNotFound

from watchlist.engine.reading import Archive, BrokenArchive, extent_of, shared_lengths
from watchlist.list_updates.connectors.table.grid import records_of
from watchlist.list_updates.connectors.table.records import Records
from watchlist.list_updates.connectors.table.table_settings import TableSettings
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument

MOST_BYTES: Final = 128 * 1024 * 1024
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 1_000_000
# No attribute of a cell holds a bracket, and none is long: a hostile part is read in the time of its length.
CELL: Final = re.compile(rb"<(?:\w{1,20}:)?c\s([^<>]{0,500})>")
ERROR: Final = re.compile(rb"""\bt=["']e["']""")
WORKBOOK: Final = "xl/workbook.xml"
OTHER_FORMATS: Final = ("xl/workbook.bin", "content.xml")
"""Parts of workbooks that the same reader opens and nothing here bounds."""

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
        archive = Archive(page)
        if archive.size > MOST_BYTES or len(archive.names) > MOST_PARTS:
            raise NotTheDocument(f"the workbook unpacks to {archive.size} bytes in {len(archive.names)} parts.")
        names = {name.casefold() for name in archive.names}
        if WORKBOOK not in names or not names.isdisjoint(OTHER_FORMATS):
            raise NotTheDocument("it is an archive, and no workbook in XLSX.")
        sharing, longest = map(sum, zip(*map(_check_part, archive), strict=True))
    except BrokenArchive as error:
        raise NotTheDocument("it is no workbook, or one that ends early.") from error
    if sharing * longest > MOST_BYTES:
        raise NotTheDocument(f"the workbook has {sharing} cells that share texts, and one of {longest} characters.")


def _check_part(part: bytes) -> tuple[int, int]:
    """Return how many cells of a part share texts, and the length of the longest text that cells share."""
    if any(ERROR.search(cell[1]) for cell in CELL.finditer(part)):
        raise LayoutChanged("a cell of the workbook holds an error in place of a value.")
    extent = extent_of(part)
    if extent.cells > MOST_CELLS or extent.merged > MOST_CELLS:
        raise NotTheDocument(f"a sheet of the workbook spans more than {MOST_CELLS} cells.")
    return extent.sharing, max(shared_lengths(part), default=0)


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
