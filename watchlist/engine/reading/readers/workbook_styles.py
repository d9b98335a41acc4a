"""Which formats of an XLSX show a number as per cent, and which show nothing of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from watchlist.engine.reading.archives import Archive
from watchlist.engine.reading.readers.workbook_parts import XmlElement, elements

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
