"""Workbooks that are not XLSX: `.xls`, `.xlsb` and `.ods`, their cells taken apart by a process of its own.

What is hidden or commented on is known of an `.ods` in part, of an `.xls` and an `.xlsb` only of whole sheets.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from watchlist.engine.reading.apart import taken_apart
from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.columns import Corrections, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Contents, Keep, Visibility
from watchlist.engine.reading.numbers import plain_number
from watchlist.engine.reading.readers.binary_workbook import facts_of_binary_workbook
from watchlist.engine.reading.readers.open_document import facts_of_open_document
from watchlist.engine.reading.readers.sheet_facts import MergedRange, SheetFacts, with_facts
from watchlist.engine.reading.readers.spreadsheet import (
    WorkbookSheet,
    as_percent,
    contents_of_sheets,
    ranges_apart,
    read_spreadsheet,
    refuse_cells,
    refuse_size,
)
from watchlist.engine.reading.rows import Row
from watchlist.engine.texts import gettext_lazy as _

OLD: Final = b"\xd0\xcf\x11\xe0"
PACKED: Final = b"PK\x03\x04"
XLSX, XLSB, ODS = "xl/workbook.xml", "xl/workbook.bin", "content.xml"


class SheetTakenApart(Struct, forbid_unknown_fields=True):
    """A sheet as it comes from the other process."""

    name: str
    visibility: Visibility
    rows: list[list[str | int | float]]
    merged: list[tuple[int, int, int, int]]


def read_workbook(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of an `.xls`, `.xlsb` or `.ods`, whichever of these it is; raises ManifestError.

    Many a file is an .xlsx under an older name: it is read as what it is.
    """
    facts: list[SheetFacts] = []
    if data.startswith(PACKED):
        try:
            archive = Archive(data)
            if XLSX in archive.names:
                return read_spreadsheet(data, corrections, keep)
            refuse_size(archive, len(data))
            if not {XLSB, ODS} & set(archive.names):
                raise ManifestError(_("it is an archive, not a workbook; send the workbook itself"))
            facts = (
                facts_of_open_document(archive.read(ODS)) if ODS in archive.names else facts_of_binary_workbook(archive)
            )
            # Whatever reads it next may take any of two parts of one name: each was unpacked whole.
            for _part in archive:
                pass
        except BrokenArchive as error:
            raise ManifestError(_("it is no whole workbook; save it without a password, or as CSV")) from error
    elif not data.startswith(OLD):
        raise ManifestError(_("it is no workbook, whatever its name says; save it as .xlsx, or as CSV"))
    taken = taken_apart("workbook", data, list[SheetTakenApart])
    bear = [facts[at] if at < len(facts) else SheetFacts() for at in range(len(taken))]
    refuse_cells(sum(rows * columns for rows, columns in (of_sheet.extent for of_sheet in bear)))
    found = [_sheet(sheet, of_sheet) for sheet, of_sheet in zip(taken, bear, strict=True)]
    return contents_of_sheets(sorted(found, key=lambda sheet: not sheet.is_seen), corrections, keep)


def _sheet(taken: SheetTakenApart, facts: SheetFacts) -> WorkbookSheet:
    for row, column in facts.percent:
        if row < len(taken.rows) and column < len(taken.rows[row]):
            taken.rows[row][column] = str(as_percent(taken.rows[row][column]))
    rows = [Row([value if isinstance(value, str) else plain_number(value) for value in row]) for row in taken.rows]
    merged = [MergedRange(*ends) for ends in taken.merged] or list(facts.merged)
    return WorkbookSheet(
        taken.name,
        taken.visibility,
        with_facts(rows, facts, taken.visibility),
        facts,
        ranges_apart(merged, taken.rows),
    )
