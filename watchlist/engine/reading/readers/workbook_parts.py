"""The parts of an XLSX that describe its other parts."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.sheets import ElementReader, local_name, parse

WORKBOOK: Final = "xl/workbook.xml"
MOST_BYTES: Final = 20_000_000
"""No part that describes others is longer."""


class XmlElement(NamedTuple):
    """An element by its name without prefix, and its attributes."""

    name: str
    attributes: Mapping[str, str]


class Relation(NamedTuple):
    """A part that another one refers to: under which key, and as what."""

    key: str
    kind: str
    part: str


def elements(archive: Archive, part: str, names: Collection[str]) -> list[XmlElement]:
    """Return the elements of some names in a part, in order; none of one that is not there. Raises BrokenArchive."""
    if archive.stated(part) > MOST_BYTES:
        raise BrokenArchive("a part that describes others is longer than any")
    reader = _Elements(names)
    if described := archive.read(part):
        parse(described, reader)
    return reader.found


def related(archive: Archive, part: str) -> Iterator[Relation]:
    """Yield the parts that a part refers to, of those that there are. Raises BrokenArchive."""
    folder, name = posixpath.split(part)
    # The case of names is as anybody writes it, and so are strokes.
    parts = {name.casefold(): name for name in archive.names}
    for _, attributes in elements(archive, f"{folder}/_rels/{name}.rels", {"Relationship"}):
        target = posixpath.normpath(posixpath.join(f"/{folder}", attributes.get("Target", "").replace("\\", "/")))
        if found := parts.get(target.lstrip("/").casefold()):
            yield Relation(attributes.get("Id", ""), attributes.get("Type", ""), found)


class _Elements(ElementReader):
    def __init__(self, names: Collection[str]) -> None:
        self.found: list[XmlElement] = []
        self._names = names

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if (name := local_name(name)) in self._names:
            self.found.append(XmlElement(name, attributes))
