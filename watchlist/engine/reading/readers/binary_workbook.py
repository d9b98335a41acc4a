"""Which cells of an `.xlsb` are merged: the library that reads its values does not say it.

The parts are records, as [MS-XLSB] names them. Merged cells stand behind all others: they are looked for from the end
of a part, and are what they seem where each record after their beginning is one of them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers.sheet_facts import MergedRange, SheetFacts
from watchlist.engine.reading.sheets import ElementReader, local_name, parse
from watchlist.engine.texts import gettext_lazy as _

WORKBOOK: Final = "xl/workbook.bin"
_RELATIONS: Final = "xl/_rels/workbook.bin.rels"
MOST_MERGED: Final = 100_000
MOST_SHEETS: Final = 10_000
_SHEET: Final = 0x9C
"""BrtBundleSh: a sheet by the key of its part."""
_END_OF_CELLS: Final = b"\x92\x01\x00"
_MERGED_BEGIN, _MERGED, _MERGED_END = b"\xb1\x01\x04", b"\xb0\x01\x10", b"\xb2\x01\x00"
_SPAN: Final = struct.Struct("<4I")


def facts_of_binary_workbook(archive: Archive) -> list[SheetFacts]:
    """Return the merged cells of each work sheet, in order. Raises BrokenArchive, and ManifestError for too many."""
    relations = _Relations()
    if part := archive.read(_RELATIONS):
        parse(part, relations)
    paths = [relations.paths[key] for key in _keys_of_sheets(archive.read(WORKBOOK)) if key in relations.paths]
    return [SheetFacts(merged=tuple(_merged(archive.read(path)))) for path in paths]


class _Relations(ElementReader):
    """The parts of the work sheets by their keys."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if local_name(name) == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            self.paths[attributes.get("Id", "")] = path


def _keys_of_sheets(part: bytes) -> list[str]:
    keys: list[str] = []
    for kind, data in _records(part):
        if kind == _SHEET:
            length = int.from_bytes(data[8:12], "little")
            keys.append(data[12 : 12 + 2 * length].decode("utf-16-le", "replace"))
            if len(keys) > MOST_SHEETS:
                raise BrokenArchive("more sheets than any workbook has")
    return keys


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of each record: both numbers are written seven bits a byte, the lowest first."""
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, longest: int) -> tuple[int, int]:
    """Return the number that begins at a place, and where it ends."""
    number = 0
    for step in range(longest):
        byte = part[at + step] if at + step < len(part) else 0
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return number, at + step + 1


def _merged(part: bytes) -> Iterator[MergedRange]:
    behind = max(part.rfind(_END_OF_CELLS), 0)
    at = part.find(_MERGED_BEGIN, behind)
    if at < 0:
        return
    count = int.from_bytes(part[at + 3 : at + 7], "little")
    if count > MOST_MERGED:
        raise ManifestError(_("more than 100,000 ranges of its cells are merged; save it as CSV"))
    at += 7
    for _each in range(count):
        if part[at : at + 3] != _MERGED or at + 3 + _SPAN.size > len(part):
            raise BrokenArchive("merged cells are not where they should be")
        top, bottom, left, right = _SPAN.unpack_from(part, at + 3)
        if top <= bottom and left <= right:
            yield MergedRange(top, left, bottom, right)
        at += 3 + _SPAN.size
    if part[at : at + 3] != _MERGED_END:
        raise BrokenArchive("merged cells do not end")
