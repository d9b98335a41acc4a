"""The register as a file, a row at a time: CSV as it is read from the database, XLSX by way of a temporary file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from watchlist.cases.register.quantities import Weight
from watchlist.cases.register.rows import RegisterRow
from watchlist.engine.decision import plain_number
from watchlist.engine.reports import LONGEST_CELL, MOST_ROWS, SEPARATOR, whole_workbook
from watchlist.exports import csv_rows


def _bound(read: Callable[[Weight], Any]) -> Callable[[RegisterRow], str]:
    def bound_text(row: RegisterRow) -> str:
        value = read(row.base)
        return "" if value is None else plain_number(value)

    return bound_text


COLUMNS: Final[dict[str, Callable[[RegisterRow], str]]] = {
    "day": lambda row: row.day,
    "shipment": lambda row: row.shipment,
    "line": lambda row: str(row.line),
    "declared_name": lambda row: row.declared,
    "declared_cas": lambda row: row.cas,
    "declared_quantity": lambda row: row.amount,
    "consignor": lambda row: row.consignor,
    "consignee": lambda row: row.consignee,
    "substance": lambda row: row.substance,
    "base_kg_at_least": _bound(lambda weight: weight.low),
    "base_kg_at_most": _bound(lambda weight: weight.high),
    "not_measured_because": lambda row: row.base.why,
    "verdict": lambda row: row.verdict,
    "found_on": lambda row: SEPARATOR.join(row.found),
    "authorisations": lambda row: SEPARATOR.join(row.cover),
    "authorisations_used": lambda row: SEPARATOR.join(row.used),
    "exempt_because": lambda row: SEPARATOR.join(row.exempt),
    "judgements": lambda row: SEPARATOR.join(row.decided),
    "case": lambda row: row.case_told,
}


def as_csv(rows: Iterable[RegisterRow]) -> Iterator[str]:
    """Yield the rows as CSV, none of whose cells a spreadsheet takes for a formula."""
    yield from csv_rows(chain([[*COLUMNS]], ([read(row) for read in COLUMNS.values()] for row in rows)))


def as_workbook(rows: Iterable[RegisterRow], out: IO[bytes]) -> None:
    """Write the rows as a workbook, of which every cell is text; a sheet that is full goes on in another."""
    with whole_workbook(out) as book:
        sheet: Any = None
        for number, row in enumerate(rows):
            if number % (MOST_ROWS - 1) == 0:
                sheet = _sheet(book)
            sheet.append([_cell(sheet, read(row)) for read in COLUMNS.values()])
        if sheet is None:
            _sheet(book)


def _sheet(book: Workbook) -> Any:
    sheet = book.create_sheet(f"Register {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in COLUMNS])
    return sheet


def _cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:LONGEST_CELL])
    cell.data_type = "s"  # a text that begins with "=" is a text
    return cell
