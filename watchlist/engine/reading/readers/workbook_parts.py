"""The parts of an XLSX that describe its other parts: which formats show a number as per cent, and which nothing of a
text; and the comments on its cells, notes and the threads of conversations.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers.sheet_facts import Place
from watchlist.engine.reading.sheets import PLACE, ElementReader, column_number, local_name, parse
from watchlist.engine.texts import gettext_lazy

MOST_COMMENTS: Final = 10_000
LONGEST_COMMENT: Final = 5_000
"""Characters that are taken of the comments on one cell; more than are read of any field."""
_NOTES, _THREADS = "/comments", "/threadedComment"

# The two formats of per cent that every workbook has without naming them.
_PERCENT_FORMATS: Final = frozenset({"9", "10"})
_SHOWS_NOTHING: Final = re.compile(r"\s*;\s*;\s*;\s*")
"""A format without anything for positive, negative, zero and text."""
_WHITE: Final = frozenset({"rgb FFFFFF", "theme 0", "indexed 1", "indexed 9"})
"""White as it is written: the first colour of a theme is that of its ground."""
_SECTIONS: Final = frozenset({"fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "colors"})
_INNER: Final = frozenset({"numFmt", "font", "color", "fill", "patternFill", "fgColor", "xf"})


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of cells by their numbers, as cells name them."""

    percent: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()


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


def styles_of(archive: Archive) -> Styles:
    """Return the formats of a workbook that say anything of its cells. Raises BrokenArchive."""
    sections: dict[str, list[XmlElement]] = {}
    section = sections.setdefault("", [])
    for element in elements(archive, "xl/styles.xml", _SECTIONS | _INNER):
        if element.name in _SECTIONS:
            section = sections.setdefault(element.name, [])
        else:
            section.append(element)
    codes = {number.attributes.get("numFmtId", ""): number.attributes.get("formatCode", "") for number in sections[""]}
    fonts = _colours(sections.get("fonts", []), "font", "color")
    fills = _colours(sections.get("fills", []), "fill", "fgColor")
    percent, unseen = set[str](), set[str]()
    for at, (_, style) in enumerate(element for element in sections.get("cellXfs", []) if element.name == "xf"):
        number = style.get("numFmtId", "")
        if number in _PERCENT_FORMATS or "%" in codes.get(number, ""):
            percent.add(str(at))
        font, fill = _at(fonts, style.get("fontId")), _at(fills, style.get("fillId"))
        if _SHOWS_NOTHING.fullmatch(codes.get(number, "")) or (font and _alike(font) == _alike(fill or "theme 0")):
            unseen.add(str(at))
    return Styles(frozenset(percent), frozenset(unseen))


def _colours(section: Sequence[XmlElement], whole: str, part: str) -> list[str]:
    """Return the colour of each font or fill, "" where it states none: that is black, or no fill at all."""
    colours: list[str] = []
    is_filled = True
    for name, attributes in section:
        if name == whole:
            colours.append("")
        elif name == "patternFill":
            is_filled = attributes.get("patternType") == "solid"
        elif name == part and colours and is_filled:
            colours[-1] = colours[-1] or _colour(attributes)
    return colours


def _colour(attributes: Mapping[str, str]) -> str:
    tint = attributes.get("tint", "").strip("0.")
    if rgb := attributes.get("rgb"):
        return f"rgb {rgb[-6:].upper()}{tint}"
    return next((f"{name} {attributes[name]}{tint}" for name in ("theme", "indexed") if name in attributes), "")


def _alike(colour: str) -> str:
    """Return a colour, white by one of the words for it."""
    return "theme 0" if colour in _WHITE else colour


def _at(colours: Sequence[str], number: str | None) -> str:
    at = int(number) if number and number.isdecimal() and len(number) < 7 else len(colours)
    return colours[at] if at < len(colours) else ""


def comments_of(archive: Archive, sheet: str) -> dict[Place, str]:
    """Return what comments say of the cells of a sheet. Raises ManifestError for more than anybody writes.

    A thread goes before the note on the same cell, which says in its stead that a newer program shows it.
    """
    notes, threads = _Comments(), _Comments()
    for relation in related(archive, sheet):
        if relation.kind.endswith(_NOTES):
            parse(archive.read(relation.part), notes)
        elif relation.kind.endswith(_THREADS):
            parse(archive.read(relation.part), threads)
    return {place: text for place, text in (notes.texts | threads.texts).items() if text.strip()}


class _Comments(ElementReader):
    hears_texts = True

    def __init__(self) -> None:
        self.texts: dict[Place, str] = {}
        self._place: Place | None = None
        self._is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = local_name(name)
        if name in ("comment", "threadedComment"):
            self._begin(attributes.get("ref", ""))
        self._is_text = name in ("t", "text")

    def text(self, text: str) -> None:
        if self._place and self._is_text and len(self.texts[self._place]) < LONGEST_COMMENT:
            self.texts[self._place] += text[:LONGEST_COMMENT]

    def end(self, name: str) -> None:
        if local_name(name) in ("comment", "threadedComment"):
            self._place = None

    def _begin(self, cell: str) -> None:
        found = PLACE.fullmatch(cell)
        if not found:
            return
        self._place = int(found[2]) - 1, column_number(found[1]) - 1
        if self._place in self.texts:
            self.texts[self._place] += "\n"
        elif len(self.texts) >= MOST_COMMENTS:
            raise ManifestError(
                gettext_lazy("more than 10,000 of its cells bear comments; delete them, or save it as CSV")
            )
        self.texts.setdefault(self._place, "")
