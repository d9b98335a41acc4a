"""From rows of cells to records: below the first row with every declared column, none is lost.

The cells are those of a CSV, or of the sheet of an XLSX that is declared by name: dates as ISO, numbers as plain text.
A few bytes may unpack to many, a cell far out be laid out with all before it, and one long text stand in every cell:
all are bounded before a workbook is opened.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from watchlist.engine.reading import Archive, BrokenArchive, extent_of, shared_lengths
from watchlist.list_updates.connectors.table.records import (
    MOST_COLUMNS,
    MOST_ROWS,
    Records,
    TableSettings,
    bounded,
    refuse_columns,
)
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument

HEADER_WITHIN: Final = 50
"""Rows among which the header stands."""
BETWEEN: Final = " | "

Cells = tuple[str, ...]
Numbered = tuple[int, Cells]


def records_of(rows: Iterable[Sequence[str]], settings: TableSettings) -> Records:
    """Return the records below the header. Raises `LayoutChanged` for a row that is neither one nor passed over."""
    filled = list(_filled(rows))
    at = _header_at(filled, settings)
    number, header = filled[at][0], _without_end(filled[at][1])
    refuse_columns(header, settings, f"row {number}")
    if twice := [name for name, times in Counter(header).items() if times > 1]:
        raise LayoutChanged(f"row {number}: the column “{twice[0]}” stands there twice.")
    passed_over = [BETWEEN.join(filter(None, cells)) for _, cells in filled[:at]]
    records = []
    for number, cells in filled[at + 1 :]:
        text = BETWEEN.join(filter(None, cells))
        if _without_end(cells) == header or any(pattern.search(text) for pattern in settings.passed_over):
            passed_over.append(text)
        else:
            if len(cells) < len(header) or any(cells[len(header) :]):
                raise LayoutChanged(f"row {number} has {len(cells)} cells under {len(header)} columns.")
            by_header = dict(zip(header, cells, strict=False))
            records.append({name: by_header[name] for name in settings.headers})
    count, as_of = (_stated(pattern, passed_over) for pattern in (settings.count, settings.as_of))
    return Records(tuple(records), count, as_of, (*settings.ignore, *passed_over))


def _filled(rows: Iterable[Sequence[str]]) -> Iterator[Numbered]:
    """Yield the rows that are not blank, with their numbers."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise LayoutChanged(f"more than {MOST_ROWS} rows; no table has as many.")
        cells = list(map(bounded, row))
        if len(cells) > MOST_COLUMNS:
            raise LayoutChanged(f"row {number} has {len(cells)} cells; at most {MOST_COLUMNS} are read.")
        if any(cells):
            yield number, tuple(cells)


def _header_at(filled: Sequence[Numbered], settings: TableSettings) -> int:
    wanted = set(settings.headers)
    if not filled:
        raise NotTheDocument("it has no rows.")
    for at, (_, cells) in enumerate(filled[:HEADER_WITHIN]):
        if wanted <= set(cells):
            return at
    _, nearest = max(filled[:HEADER_WITHIN], key=lambda row: len(wanted & set(row[1])))
    missing = next(header for header in settings.headers if header not in nearest)
    raise LayoutChanged(f"no row has every column that is declared: “{missing}” is missing.")


def _without_end(cells: Cells) -> Cells:
    """Return the cells up to the last that is not empty."""
    return cells[: max(at for at, cell in enumerate(cells, start=1) if cell)]


def _stated(pattern: str, passed_over: Sequence[str]) -> str:
    """Return what a row beside the records states; one that is declared must be there."""
    if not pattern:
        return ""
    found = next((match for text in passed_over if (match := re.search(pattern, text))), None)
    if found is None:
        raise LayoutChanged(f"no row states what {pattern!r} looks for.")
    return found[1]


def read_delimited(page: bytes, settings: TableSettings) -> Records:
    """Return the records of a CSV. Raises `NotTheDocument` or `LayoutChanged`."""
    try:
        text = page.decode(settings.encoding)
    except UnicodeDecodeError as error:
        raise NotTheDocument(f"it is not written in {settings.encoding}.") from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=settings.delimiter, strict=True)
    try:
        return records_of(reader, settings)
    except csv.Error as error:
        raise LayoutChanged(f"line {reader.line_num}: {error}.") from error


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
    for (top, _), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top:  # of cells merged over rows all but the first would be read as empty
            raise LayoutChanged(f"cells are merged over the rows {top + 1} to {bottom + 1}.")
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


def _text(value: CellValue) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case float():
            text = f"{Decimal(repr(value)):f}"  # without exponent, and without the zeros of its storage
            return text.rstrip("0").rstrip(".") if "." in text else text
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
