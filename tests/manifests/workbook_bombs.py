"""Workbooks of a few kilobytes that would fill the memory of whoever lays them out, by what they do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

import openpyxl

SHEET: Final = "xl/worksheets/sheet1.xml"
STRINGS: Final = "xl/sharedStrings.xml"
HEAD: Final = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
NAMED: Final = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>CAS</t></is></c></row>'
)
FAR_OUT: Final = "5,000,000 cells"
NO_WORKBOOK: Final = "not an .xlsx workbook"
PREFIXED: Final = (
    '<x:worksheet xmlns:x="u"><x:sheetData><x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    "</x:sheetData></x:worksheet>"
)
NO_VALUES: Final = "200,000 of its cells hold no value"
ROW: Final = '<row r="2"><c r="A2">{}</c></row>'
FAR: Final = '<row r="1048576">{}</row>'
ENTITIES: Final = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS: Final = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY e0 "ha">{ENTITIES}]>'
OUTSIDE: Final = '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>'


def parts() -> dict[str, bytes]:
    """Return the parts of a small workbook, whose sheet has a header and a line."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "CAS"])
    book.worksheets[0].append(["Acetone", "67-64-1"])
    book.save(written := io.BytesIO())
    with zipfile.ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed: dict[str, str | bytes]) -> bytes:
    """Return the small workbook with other parts in the place of its own, or beside them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**parts(), **changed}.items():
            archive.writestr(name, part)
    return out.getvalue()


def sheet(rows: str, after: str = "") -> dict[str, str | bytes]:
    """Return the part of a sheet with a header and these rows."""
    return {SHEET: f"{HEAD}{NAMED}{rows}</sheetData>{after}</worksheet>"}


def strings(text: str, prolog: str = "") -> dict[str, str | bytes]:
    """Return the part with the one text that cells share."""
    head = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return {STRINGS: f"{prolog}{head}<si><t>{text}</t></si></sst>"}


def lying(stated: int, real: bytes) -> bytes:
    """Return a workbook whose sheet states to be so long, with a checksum of no more, and unpacks to all of `real`."""
    whole = packed({SHEET: real})
    lie = struct.pack("<III", zlib.crc32(real[:stated]), 0, stated)
    place = whole.index(b"PK\x01\x02")
    while (name := whole[place + 46 :][: len(SHEET)]) != SHEET.encode():
        place = whole.index(b"PK\x01\x02", place + 1)
        assert name
    checksum, sizes = place + 16, place + 20
    return b"".join((whole[:checksum], lie[:4], whole[sizes : sizes + 4], lie[8:], whole[sizes + 8 :]))


def overlapping() -> bytes:
    """Return a workbook whose directory names one part of a megabyte four hundred times."""
    whole = packed({"xl/media/a.bin": b"\0" * 1_000_000})
    start = whole.index(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entries = whole[start:end]
    place = entries.index(b"xl/media/a.bin") - 46
    entry = entries[place : place + 46 + len("xl/media/a.bin")]
    directory = entries + entry * 400
    count = struct.unpack("<H", whole[end + 10 : end + 12])[0] + 400
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), start, 0)
    return whole[:start] + directory + tail


def _shared_by(cells: int) -> dict[str, str | bytes]:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, cells + 2))
    return sheet(rows)


def _formulas(cells: int) -> str:
    """Return two overlapping ranges and a formula in each of so many cells, none of them with a value."""
    wide = "".join(f'<c r="{letter}1"><f t="array" ref="A2:A200001">A1</f></c>' for letter in "AB")
    return f'<row r="1">{wide}</row>' + "".join(f'<row><c r="A{n}"><f/></c></row>' for n in range(2, cells))


def _commented(cells: int, text: str = "x", prolog: str = "") -> dict[str, str | bytes]:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    comments = "".join(f'<comment ref="A{n}"><text><t>{text}</t></text></comment>' for n in range(2, cells + 2))
    related = f'<Relationships><Relationship Id="c" Type="{kind}" Target="/xl/c.xml"/></Relationships>'
    parts: dict[str, str | bytes] = {"xl/worksheets/_rels/sheet1.xml.rels": related}
    return parts | {"xl/c.xml": f"{prolog}<comments>{comments}</comments>"}


def _merged(ranges: str, count: int) -> dict[str, str | bytes]:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(2, 400))
    return sheet(rows, f"<mergeCells>{ranges * count}</mergeCells>")


BEFORE_IT_IS_OPENED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "a cell far out": (lambda: packed(sheet(FAR.format('<c r="XFD1048576"><v>1</v></c>'))), FAR_OUT),
    "a bracket before it": (lambda: packed(sheet(FAR.format('<c x=">" r="XFD1048576"><v>1</v></c>'))), FAR_OUT),
    "cells without a place": (lambda: packed(sheet(FAR.format("<c><v>1</v></c>" * 16_384))), FAR_OUT),
    "a prefix": (lambda: packed({SHEET: PREFIXED}), FAR_OUT),
    "a text in every cell": (lambda: packed({**_shared_by(10_000), **strings("x" * 100_000)}), "300 MB of text"),
    "billion laughs": (lambda: packed({**_shared_by(1), **strings("&e9;", LAUGHS)}), NO_WORKBOOK),
    "an entity from outside": (lambda: packed({**_shared_by(1), **strings("&e9;", OUTSIDE)}), NO_WORKBOOK),
    "zeros": (lambda: packed({"xl/media/a.bin": b"\0" * 31_000_000}), "200 times its size"),
    "more than it states": (lambda: lying(200, f"{HEAD}{NAMED}{'<row/>' * 100_000}".encode()), NO_WORKBOOK),
    "a part named many times": (overlapping, "more than 300 MB"),
    "another format within": (lambda: packed({"content.xml": b"<office/>"}), "an archive, not an .xlsx"),
    "another format in capitals": (lambda: packed({"XL/workbook.BIN": b""}), "an archive, not an .xlsx"),
    "a formula far out": (lambda: packed(sheet(FAR.format('<c r="XFD1048576"><f>A1</f></c>'))), FAR_OUT),
    "a formula over all": (lambda: packed(sheet(ROW.format('<f t="array" ref="A2:XFD1048576">A1</f>'))), NO_VALUES),
    "a formula over all, again and again": (lambda: packed(sheet(_formulas(190_000))), NO_VALUES),
    "comments without number": (lambda: packed(_commented(10_001)), "10,000 of its cells bear comments"),
    "laughs in comments": (lambda: packed(_commented(1, "&e9;", LAUGHS)), NO_WORKBOOK),
    "ranges without number": (lambda: packed(_merged('<mergeCell ref="A2:A3"/>', 100_001)), "100,000 ranges"),
}
"""How each is made, and what is said of it: refused by its parts, nothing lays it out."""

ONCE_IT_IS_OPENED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "ranges over each other": (lambda: packed(_merged('<mergeCell ref="A2:A1048576"/>', 50_000)), "overlap"),
}
