"""What a workbook says of its cells beyond their values: which are errors, and which are shown as per cent."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from watchlist.archives import Archive
from watchlist.sheets import column_number

Mark = Literal["error", "percent"]
Marks = Mapping[tuple[int, int], Mark]

# No attribute holds a bracket, and none is long: a hostile part is read in the time of its length.
_CELL = re.compile(rb"<(?:\w{1,20}:)?c\s(?P<attributes>[^<>]{0,500})>")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]{1,6})["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_ELEMENT = re.compile(r"<(?:\w{1,20}:)?(?P<tag>sheet|Relationship|numFmt|xf)\s(?P<attributes>[^<>]{0,2000})>")
_ATTRIBUTE = re.compile(r"""([\w:]+)=["']([^"']*)["']""")
_CELL_FORMATS = re.compile(r"</?(?:\w{1,20}:)?cellXfs\b")
# The two formats of per cent that every workbook has without naming them.
_PERCENT_FORMATS = frozenset({"9", "10"})
_MOST_BYTES = 20_000_000


class _Element(NamedTuple):
    tag: str
    attributes: dict[str, str]


def marks_of(archive: Archive) -> dict[str, Marks]:
    """Return the marked cells of each sheet by its name, counted from 0; of a sheet that cannot be found, none."""
    percent = _percent_styles(_text(archive, "xl/styles.xml"))
    return {name: dict(_marks(archive.read(part), percent)) for name, part in _parts(archive)}


def _marks(sheet: bytes, percent: frozenset[bytes]) -> Iterator[tuple[tuple[int, int], Mark]]:
    if not percent and b't="e"' not in sheet and b"t='e'" not in sheet:
        return
    for match in _CELL.finditer(sheet):
        attributes = match["attributes"]
        if attributes.endswith(b"/"):
            continue  # it holds nothing
        mark = _mark(attributes, percent)
        if mark and (place := _PLACE.search(attributes)):
            yield (int(place[2]) - 1, column_number(place[1].decode()) - 1), mark


def _mark(attributes: bytes, percent: frozenset[bytes]) -> Mark | None:
    if _ERROR.search(attributes):
        return "error"
    style = _STYLE.search(attributes)
    return "percent" if style and style[1] in percent else None


def _parts(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet with the part that holds it."""
    known = set(archive.names)
    related = _elements(_text(archive, "xl/_rels/workbook.xml.rels"))
    targets = {element.attributes.get("Id"): element.attributes.get("Target", "") for element in related}
    for element in _elements(_text(archive, "xl/workbook.xml")):
        target = targets.get(next((v for k, v in element.attributes.items() if k.endswith(":id")), None), "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        if element.tag == "sheet" and part in known:
            yield element.attributes.get("name", ""), part


def _percent_styles(styles: str) -> frozenset[bytes]:
    formats = {e.attributes.get("numFmtId", "") for e in _elements(styles) if "%" in e.attributes.get("formatCode", "")}
    # Before, within and after the formats of cells.
    parts = _CELL_FORMATS.split(styles)
    used = [e.attributes.get("numFmtId") for e in _elements(parts[1] if len(parts) > 2 else "") if e.tag == "xf"]
    return frozenset(str(at).encode() for at, code in enumerate(used) if code in formats | _PERCENT_FORMATS)


def _elements(text: str) -> list[_Element]:
    return [
        _Element(match["tag"], {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])})
        for match in _ELEMENT.finditer(text)
    ]


def _text(archive: Archive, part: str) -> str:
    return "" if archive.stated(part) > _MOST_BYTES else archive.read(part).decode("utf-8", "replace")
