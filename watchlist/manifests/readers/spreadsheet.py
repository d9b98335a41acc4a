"""XLSX: every sheet that a person sees and whose header names goods; dates as ISO, numbers as plain text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from watchlist.errors import Problem
from watchlist.manifests.account import Account
from watchlist.manifests.columns import Corrections, file_shape, read_columns, uncorrected
from watchlist.manifests.declaring import Contents
from watchlist.manifests.errors import ManifestError
from watchlist.manifests.lines import Keep
from watchlist.manifests.quantities import plain_number
from watchlist.manifests.readers.merged import Merged, level_header, spread
from watchlist.manifests.readers.workbook_bounds import marks_within_bounds, refuse_cells
from watchlist.manifests.readers.workbook_marks import Marks
from watchlist.manifests.rows import Row
from watchlist.manifests.tables import NAMES_GOODS, Header, Table, find_header, header_not_understood, read_table

CellValue = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as it stands in the workbook; its rows are levelled and filled before they are read."""

    name: str
    visible: bool
    rows: list[Row]
    merged: list[Merged] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)


def read_spreadsheet(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of a workbook, sheet after sheet, and the names of the sheets left unread; raises ManifestError.

    A hidden sheet is read only where no sheet that a person sees has a header.
    """
    marks = marks_within_bounds(data)
    try:
        sheets = list(_sheets(CalamineWorkbook.from_filelike(io.BytesIO(data)), marks))
    except (CalamineError, OSError) as error:
        raise ManifestError(
            _("it cannot be read as an .xlsx workbook (%(why)s); save it again, or as CSV"), why=error
        ) from error
    filled = [sheet for sheet in sheets if not all(row.blank for row in sheet.rows)]
    if not filled:
        raise ManifestError(_("it is empty; send a workbook with a header row and the lines of the shipment"))
    tables = _tables(_chosen(filled, corrections))
    if not tables:
        raise header_not_understood(filled[0].rows)
    if not any(table.lines for table in tables):
        raise ManifestError(_("it has a header row and no line under it; add the lines of the shipment"))
    read = {table.heading.sheet for table in tables}
    return _contents(tables, tuple(sheet.name for sheet in filled if sheet.name not in read), keep)


def _chosen(sheets: Sequence[_Sheet], corrections: Corrections) -> Iterator[tuple[_Sheet, Header]]:
    """Yield the sheets whose header names goods, and those headed like one of them; where there are none, the first."""
    headed = [(sheet, header) for sheet in sheets if (header := find_header(sheet.rows, corrections))]
    seen = [(sheet, header) for sheet, header in headed if sheet.visible] or headed
    goods = [(sheet, header) for sheet, header in seen if header.rank >= NAMES_GOODS] or seen[:1]
    shapes = {file_shape(sheet.rows[header.at].cells) for sheet, header in goods}
    yield from ((sheet, header) for sheet, header in seen if file_shape(sheet.rows[header.at].cells) in shapes)


def _tables(chosen: Iterator[tuple[_Sheet, Header]]) -> list[Table]:
    tables: list[Table] = []
    for sheet, found in chosen:
        # Corrections are found by the row that was found, before a header of several rows is made one.
        shape = file_shape(sheet.rows[found.at].cells)
        header = level_header(sheet.rows, found, sheet.merged)
        columns = read_columns(sheet.rows[header.at].cells, header.corrections)
        spread(sheet.rows, columns, sheet.merged, header.at + 1)
        for at, column in sheet.errors:
            if at > header.at and (name := columns[column].field):
                problem = Problem("cell_error", name, f"{columns[column].name!r} holds an error, not a value")
                sheet.rows[at] = Row(sheet.rows[at].cells, (*sheet.rows[at].problems, problem))
        first = 1 + sum(len(table.lines) for table in tables)
        table = read_table(sheet.rows, header, name=sheet.name, first=first)
        tables.append(replace(table, heading=replace(table.heading, shape=shape)))
    return tables


def _contents(tables: Sequence[Table], not_read: tuple[str, ...], keep: Keep) -> Contents:
    return Contents(
        columns=tuple(column for table in tables for column in table.heading.columns),
        lines=keep(line for table in tables for line in table.lines),
        headings=tuple(table.heading for table in tables),
        account=Account("", "workbook", tuple(table.account for table in tables), not_read),
    )


def _sheets(workbook: CalamineWorkbook, marks: dict[str, Marks]) -> Iterator[_Sheet]:
    """Yield the work sheets, those that a person sees first; raises ManifestError for more than are laid out."""
    cells = 0
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for about in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible):
        sheet, marked = workbook.get_sheet_by_name(about.name), marks.get(about.name, {})
        # Several sheets may be one part, and a part is laid out for each.
        last_row, last_column = sheet.end or (-1, -1)
        refuse_cells(cells := cells + (last_row + 1) * (last_column + 1))
        values = sheet.to_python(skip_empty_area=False)
        for (row, column), mark in marked.items():
            if mark == "percent" and row < len(values) and column < len(values[row]):
                values[row][column] = _percent(values[row][column])
        yield _Sheet(
            about.name,
            about.visible == SheetVisibleEnum.Visible,
            [Row([_text(value) for value in row]) for row in values],
            _apart([Merged(*start, *end) for start, end in sheet.merged_cell_ranges or ()], values),
            [(row, col) for (row, col), mark in marked.items() if mark == "error" and row < len(values)],
        )


def _apart(merged: list[Merged], values: Sequence[Sequence[CellValue]]) -> list[Merged]:
    """Return the ranges; raises ManifestError where they cover more cells than there are: no two may overlap."""
    rows, columns = len(values), max(map(len, values), default=0)
    covered = sum(
        max(0, min(span.bottom + 1, rows) - span.top) * max(0, min(span.right + 1, columns) - span.left)
        for span in merged
    )
    if covered > rows * columns:
        raise ManifestError(_("ranges of its merged cells overlap; save it again, or as CSV"))
    return merged


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


def _percent(value: CellValue) -> CellValue:
    """Return a number as its cell shows it: 0.98 formatted as per cent says 98 %."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{plain_number(float(Decimal(plain_number(value)) * 100))} %"
