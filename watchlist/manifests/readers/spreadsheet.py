"""XLSX: the first sheet that has a header row; dates as ISO, numbers as plain text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from watchlist.manifests.declaring import Contents
from watchlist.manifests.errors import ManifestError
from watchlist.manifests.quantities import plain_number
from watchlist.manifests.tables import Row, find_header, read_table

CellValue = int | float | str | bool | time | date | datetime | timedelta

_MOST_BYTES = 300_000_000
_MOST_CELLS = 5_000_000
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Za-z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>""")
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def read_spreadsheet(data: bytes) -> Contents:
    """Return the lines of a workbook and the names of its other filled sheets, left unread; raises ManifestError."""
    _check(data)
    try:
        sheets = list(_sheets(CalamineWorkbook.from_filelike(io.BytesIO(data))))
    except (CalamineError, OSError) as error:
        raise ManifestError(f"it cannot be read as an .xlsx workbook ({error}); save it again, or as CSV") from error
    filled = [(name, rows) for name, rows in sheets if not all(row.blank for row in rows)]
    if not filled:
        raise ManifestError("it is empty; send a workbook with a header row and the lines of the shipment")
    chosen = next((sheet for sheet in filled if find_header(sheet[1])), filled[0])
    contents = read_table(chosen[1])
    unread = tuple(f"sheet {name}" for name, _ in filled if name != chosen[0])
    return Contents(contents.columns, contents.lines, left_unread=unread)


def _sheets(workbook: CalamineWorkbook) -> Iterator[tuple[str, list[Row]]]:
    """Yield the work sheets, those that a person sees first."""
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for sheet in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible):
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        yield sheet.name, [Row([_text(value) for value in row]) for row in rows]


def _text(value: CellValue) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case int() | float():
            return plain_number(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _check(data: bytes) -> None:
    """Refuse what the reader would die of: it lays out every cell between the first and the last of a sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            # A workbook may keep its sheets under any name.
            cells = max((_area(archive.read(part)) for part in parts if size <= _MOST_BYTES), default=0)
    except _BROKEN_ZIP as error:
        raise ManifestError("it is not an .xlsx workbook; save it as .xlsx without a password, or as CSV") from error
    names = {part.filename for part in parts}
    if not any(name.startswith("xl/") for name in names) or "xl/workbook.bin" in names:
        raise ManifestError("it is an archive, not an .xlsx workbook; send the workbook itself as .xlsx, or CSV")
    if size > _MOST_BYTES:
        raise ManifestError("it unpacks to more than 300 MB; split it, or send CSV")
    if cells > _MOST_CELLS:
        raise ManifestError("a sheet spans more than 5,000,000 cells; delete what stands far from the table")


def _area(sheet: bytes) -> int:
    rows = columns = 0
    for letters, row in _FILLED_CELL.findall(sheet):
        rows = max(rows, int(row))
        columns = max(columns, _column_number(letters.upper()))
    return rows * columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
