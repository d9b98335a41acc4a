"""XLSX: a workbook to be filtered and kept, of which every cell is text or a count, and none computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook as Book
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from watchlist.engine.answer import Coverage, Line, Record, Summary
from watchlist.engine.reports.proposals import includes_proposals, proposals_of
from watchlist.engine.reports.records import opened
from watchlist.engine.reports.shipment import shipment_findings
from watchlist.engine.reports.text import all_visible
from watchlist.engine.reports.workbook_sheets import FINDINGS, LINES, PARCELS, PROPOSALS, Columns, Part, Whole, about

LONGEST = 32_767
"""Characters that a cell holds, by the limits of the format."""
MOST_ROWS = 1_048_576
HEAD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
# The colours of the verdicts in the reports; never green: nothing here says that goods may move.
FILLS = {
    "Controlled": ("A31616", "FEE9E9"),
    "Needs review": ("854A08", "FEF3D2"),
    "Not identified": ("5B21B6", "F0EBFE"),
}


@dataclass(frozen=True, slots=True)
class Workbook:
    """Writes a workbook as its records come: what it rests on, lines, findings, sums over the shipment."""

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write the workbook."""
        coverage, rest = opened(map(all_visible, records))
        with whole_workbook(out) as book:
            _fill(book, coverage, rest)


def _fill(book: Book, coverage: Coverage, rest: Iterable[Line | Summary]) -> None:
    first = _SheetWriter(book, "About", {"What": 34, "Said": 90})
    lines = _SheetWriter(book, "Lines", _widths(LINES))
    findings = _SheetWriter(book, "Findings", _widths(FINDINGS))
    parcels = _SheetWriter(book, "Shipment", _widths(PARCELS))
    ahead = _SheetWriter(book, "On the horizon", _widths(PROPOSALS)) if includes_proposals(coverage) else None
    summary: Summary | None = None
    for record in rest:
        if isinstance(record, Summary):
            summary = record
            continue
        lines.add(_cells(LINES, record, record))
        findings.add_all(_cells(FINDINGS, record, finding) for finding in record.findings)
        if ahead:
            ahead.add_all(_cells(PROPOSALS, record, proposal) for proposal in proposals_of(record))
    for found in shipment_findings(summary):
        parcels.add_all(_cells(PARCELS, found, parcel) for parcel in found.parcels)
    for row in about(coverage, summary, lines.rows):
        first.add(row)
    for sheet in filter(None, (first, lines, findings, parcels, ahead)):
        sheet.close()


class _SheetWriter:
    """One sheet with a header row that stays in sight and can be filtered by; when full it goes on in another."""

    def __init__(self, book: Book, title: str, widths: dict[str, int]) -> None:
        self._book, self._title, self._widths = book, title, widths
        self.rows = 0
        self._sheet, self._filled = self._begin(title), 1

    def _begin(self, title: str) -> Any:
        sheet = self._book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for at, width in enumerate(self._widths.values(), start=1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.append([_cell(sheet, heading, font=HEAD) for heading in self._widths])
        return sheet

    def add(self, texts: Sequence[str | int]) -> None:
        if self._filled == MOST_ROWS:
            self.close()
            self._sheet, self._filled = self._begin(f"{self._title} {self.rows // (MOST_ROWS - 1) + 1}"), 1
        self._sheet.append([_cell(self._sheet, text) for text in texts])
        self.rows += 1
        self._filled += 1

    def add_all(self, rows: Iterable[Sequence[str | int]]) -> None:
        for row in rows:
            self.add(row)

    def close(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._widths))}{self._filled}"


def _widths(columns: Columns[Whole, Part]) -> dict[str, int]:
    return {name: column.width for name, column in columns.items()}


def _cells(columns: Columns[Whole, Part], whole: Whole, part: Part) -> list[str | int]:
    return [column.read(whole, part) for column in columns.values()]


def _cell(sheet: Any, value: str | int, font: Font | None = None) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:LONGEST] if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, text)
    if isinstance(text, str):
        cell.data_type = "s"  # a text that begins with "=" is a text
        cell.alignment = WRAPPED
    if text in FILLS:
        ink, paper = FILLS[str(text)]
        cell.font, cell.fill = Font(bold=True, color=ink), PatternFill("solid", fgColor=paper)
    elif font:
        cell.font = font
    return cell


@contextmanager
def whole_workbook(out: IO[Any]) -> Iterator[Book]:
    """Yield a workbook to be filled, and write it once the block is done.

    Where either breaks off, the files of its sheets are removed too: the library keeps them until the process ends.
    """
    book = Book(write_only=True)
    try:
        yield book
        book.save(out)
    finally:
        for sheet in book.worksheets:
            _discard(sheet)


def _discard(sheet: Any) -> None:
    writer, rows = sheet._writer, sheet._rows
    for begun in filter(None, (rows, writer)):
        with suppress(OSError, ValueError):  # a disk that is full takes no end of a sheet either
            begun.close()
    if writer and Path(writer.out).exists():
        writer.cleanup()
