"""The same paper as a workbook of each format, a letter, an archive, a text document and a PDF."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from functools import cache
from html import escape
from typing import Final

import docx
import openpyxl
import typst
import xlwt

from tests.manifests.papers.contents import Paper, SafetySheet

ODS_SPACES: Final = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def grid(paper: Paper) -> list[tuple[str, ...]]:
    """Return the rows of a paper as a workbook has them, a blank one between its parts."""
    return [
        (paper.title,),
        *((line,) for line in paper.above),
        (),
        paper.headers,
        *paper.rows,
        (),
        *((line,) for line in paper.below),
    ]


def xlsx(*papers: Paper) -> bytes:
    """Return a workbook with a sheet for each paper."""
    book = openpyxl.Workbook()
    for at, paper in enumerate(papers):
        sheet = book.worksheets[0] if at == 0 else book.create_sheet()
        sheet.title = paper.title[:31]
        for row in grid(paper):
            sheet.append(row)
    book.save(out := io.BytesIO())
    return out.getvalue()


def xlsx_of(rows: list[tuple[str, ...]]) -> bytes:
    """Return a workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out := io.BytesIO())
    return out.getvalue()


def xls(*papers: Paper) -> bytes:
    """Return a workbook as Excel wrote it until 2003; what are figures is written as figures."""
    book = xlwt.Workbook()
    for at, paper in enumerate(papers, start=1):
        sheet = book.add_sheet(f"{at} {paper.title}"[:31])
        for row, cells in enumerate(grid(paper)):
            for column, text in enumerate(cells):
                sheet.write(row, column, float(text) if text.isdecimal() else text)
    book.save(out := io.BytesIO())
    return out.getvalue()


def ods_of(rows: str, sheets: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of the XML of its rows."""
    table = f'<table:table table:name="Goods">{rows}</table:table>{sheets}'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_SPACES}>{body}</office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        media = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{space}">{media}</manifest:manifest>'
        )
    return out.getvalue()


def ods_cell(text: str, attributes: str = "") -> str:
    """Return the XML of a cell."""
    if text.isdecimal():
        value = f'office:value-type="float" office:value="{text}"'
        return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"
    inside = f"<text:p>{escape(text)}</text:p>" if text else ""
    return f'<table:table-cell{attributes} office:value-type="string">{inside}</table:table-cell>'


def ods(paper: Paper) -> bytes:
    """Return an OpenDocument spreadsheet."""
    return ods_of("".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in grid(paper)))


def xlsb(paper: Paper) -> bytes:
    """Return a binary workbook of a paper."""
    return xlsb_of(grid(paper))


def xlsb_of(rows: Sequence[tuple[str, ...]], merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Return a binary workbook, written record by record as [MS-XLSB] says; no program that writes one is at hand."""
    name = "Goods"
    book = b"".join(
        (
            _record(0x83),
            _record(0x8F),
            _record(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)),
            _record(0x90),
            _record(0x84),
        )
    )
    width = max(map(len, rows))
    size = _record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    cells = b"".join(
        _record(0x00, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        + b"".join(_cell(column, text) for column, text in enumerate(texts) if text)
        for row, texts in enumerate(rows)
    )
    spans = b"".join(_record(0xB0, struct.pack("<IIII", top, low, left, right)) for top, left, low, right in merged)
    if spans:
        spans = _record(0xB1, struct.pack("<I", len(merged))) + spans + _record(0xB2)
    sheet = _record(0x81) + size + _record(0x91) + cells + _record(0x92) + spans + _record(0x82)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        target = f'<Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.bin"/>'
        archive.writestr("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{related}">{target}</Relationships>')
    return out.getvalue()


def _cell(column: int, text: str) -> bytes:
    at = struct.pack("<II", column, 0)
    if text.isdecimal():
        return _record(0x05, at + struct.pack("<d", float(text)))
    return _record(0x06, at + _wide(text))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind, 0x01])
    size = len(data)
    length = b""
    while True:
        length += bytes([(size & 0x7F) | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + data


def word(*papers: Paper) -> bytes:
    """Return a text document with a table for each paper, and the other lines as paragraphs."""
    document = docx.Document()
    for paper in papers:
        document.add_heading(paper.title)
        for line in paper.above:
            document.add_paragraph(line)
        table = document.add_table(rows=0, cols=len(paper.headers))
        for row in (paper.headers, *paper.rows):
            cells = table.add_row().cells
            for at, text in enumerate(row):
                cells[at].text = text
        for line in paper.below:
            document.add_paragraph(line)
    document.save(out := io.BytesIO())
    return out.getvalue()


def letter(*attached: tuple[str, bytes], text: str = "Dear Sirs,\n\nplease find our papers attached.\n") -> bytes:
    """Return a letter with these files attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "sales@example.com", "import@example.org", "Shipping documents"
    message.set_content(text)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def archive(*parts: tuple[str, bytes]) -> bytes:
    """Return an archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts:
            packed.writestr(name, data)
    return out.getvalue()


def pdf(*papers: Paper, ruled: bool = True) -> bytes:
    """Return a PDF with a page for each paper, its table ruled or set without any line."""
    return typeset("#pagebreak()\n".join(page(paper, ruled=ruled) for paper in papers))


def safety_pdf(sheet: SafetySheet, *, ruled: bool = True) -> bytes:
    """Return a safety data sheet of two pages, with sections that name other substances."""
    parts = (
        f"= #({_text(sheet.title)})",
        f"== #({_text(sheet.section_1)})",
        f"#({_text(sheet.identifier)})",
        "== #(" + _text(sheet.section_3) + ")",
        _table((sheet.headers, *sheet.components), ruled=ruled),
        "#pagebreak()",
        "== #(" + _text(OTHER_SECTION.get(sheet.language, OTHER_SECTION["en"])) + ")",
        "#(" + _text("Ethanol 64-17-5: 1000 ppm; Xylene 1330-20-7: 50 ppm") + ")",
    )
    return typeset("\n\n".join(parts))


OTHER_SECTION: Final = {
    "en": "SECTION 8: Exposure controls/personal protection",
    "de": "ABSCHNITT 8: Begrenzung und Überwachung der Exposition",
    "fr": "RUBRIQUE 8 : Contrôles de l'exposition/protection individuelle",
    "es": "SECCIÓN 8: Controles de exposición/protección individual",
    "zh": "第八部分 接触控制和个体防护",
}


def page(paper: Paper, *, ruled: bool) -> str:
    """Return the Typst source of a paper on a page."""
    above = "\n\n".join(f"#({_text(line)})" for line in paper.above)
    below = "\n\n".join(f"#({_text(line)})" for line in paper.below)
    return f"= #({_text(paper.title)})\n\n{above}\n\n{_table((paper.headers, *paper.rows), ruled=ruled)}\n\n{below}\n\n"


def _table(rows: tuple[tuple[str, ...], ...], *, ruled: bool) -> str:
    cells = ", ".join(_text(text) for row in rows for text in row)
    stroke = "0.5pt" if ruled else "none"
    return f"#table(columns: {len(rows[0])}, stroke: {stroke}, {cells})"


def _text(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


@cache
def typeset(source: str) -> bytes:
    """Return a PDF of a Typst source."""
    head = (
        '#set page(paper: "a4", margin: 1.5cm)\n#set text(size: 9pt, font: ("Libertinus Serif", "Noto Sans CJK SC"))\n'
    )
    return bytes(typst.compile((head + source).encode()))
