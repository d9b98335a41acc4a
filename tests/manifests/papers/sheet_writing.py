"""One sheet with merged cells as a workbook of each format; what are figures is written as figures."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

import xlwt
from openpyxl import Workbook

from tests.manifests.papers.workbook_layouts import Sheet
from tests.manifests.papers.writing import ods_cell, ods_of, xlsb_of


def _value(text: str) -> str | float:
    return float(text) if text.replace(".", "", 1).isdecimal() and text.count(".") < 2 and text[0] != "0" else text


def xlsx_sheet(sheet: Sheet) -> bytes:
    """Return it as Excel writes it since 2007."""
    book = Workbook()
    for row in sheet.rows:
        book.worksheets[0].append([_value(text) for text in row])
    for top, left, bottom, right in sheet.merged:
        book.worksheets[0].merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    book.save(out := io.BytesIO())
    return out.getvalue()


def xls_sheet(sheet: Sheet) -> bytes:
    """Return it as Excel wrote it until 2003."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    spans = {(top, left): (top, bottom, left, right) for top, left, bottom, right in sheet.merged}
    for at, row in enumerate(sheet.rows):
        for column, text in enumerate(row):
            if span := spans.get((at, column)):
                page.write_merge(*span, _value(text) if text else text)
            elif text:
                page.write(at, column, _value(text))
    book.save(out := io.BytesIO())
    return out.getvalue()


def ods_sheet(sheet: Sheet) -> bytes:
    """Return it as LibreOffice writes it: of merged cells the first says over how many it goes."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merged}
    rows = []
    for at, row in enumerate(sheet.rows):
        cells = []
        for column, text in enumerate(row):
            tall, wide = spans.get((at, column), (1, 1))
            name = f' table:number-rows-spanned="{tall}" table:number-columns-spanned="{wide}"'
            cells.append(ods_cell(text, name if tall > 1 or wide > 1 else ""))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return ods_of("".join(rows))


def xlsb_sheet(sheet: Sheet) -> bytes:
    """Return it as the binary workbook of Excel."""
    return xlsb_of(sheet.rows, sheet.merged)


WORKBOOKS: Final[dict[str, Callable[[Sheet], bytes]]] = {
    ".xlsx": xlsx_sheet,
    ".xls": xls_sheet,
    ".ods": ods_sheet,
    ".xlsb": xlsb_sheet,
}
