"""What an XLSX says of its cells beyond their values, element by element: formulas, formats, what nobody sees.

Its other parts are read too: formats that show a number as per cent, and such as show nothing of a text; the comments
on its cells, notes and the threads of conversations.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers.sheet_facts import Place, SheetFacts
from watchlist.engine.reading.rows import MissingValue
from watchlist.engine.reading.sheets import PLACE, CellReader, ElementReader, column_number, local_name, parse
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


MOST_VALUELESS: Final = 200_000
"""Cells without a value that are told of in one sheet; one formula may stand for all cells of a range."""
LONGEST_FORMULA: Final = 1_000
# A sheet with none of these, in a workbook without formats that say anything, has nothing to be read for.
_HAS_FACTS: Final = re.compile(rb"""<(?:\w{1,20}:)?f[\s/>]|\bhidden\b|\bht\b|\bt\s{0,9}=\s{0,9}["']e["']""")
_TRUE: Final = frozenset({"1", "true"})


def facts_of(archive: Archive) -> dict[str, SheetFacts]:
    """Return the facts of each sheet by its name. Raises ManifestError, also where two sheets have one name."""
    # A workbook may state that its formulas were not computed.
    computed = elements(archive, WORKBOOK, {"calcPr"})
    styles, is_stale = styles_of(archive), any(read.attributes.get("fullCalcOnLoad") in _TRUE for read in computed)
    by_part: dict[str, SheetFacts] = {}
    named: dict[str, SheetFacts] = {}
    for name, part in _sheets(archive):
        # Several sheets may be one part.
        if part not in by_part:
            by_part[part] = _facts(archive, part, styles, is_stale=is_stale)
        if name in named:
            raise ManifestError(gettext_lazy("two of its sheets have one name; name each its own way"))
        named[name] = by_part[part]
    return named


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet with the part that holds it."""
    targets = {relation.key: relation.part for relation in related(archive, WORKBOOK)}
    for _, attributes in elements(archive, WORKBOOK, {"sheet"}):
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        if key in targets:
            yield attributes.get("name", ""), targets[key]


def _facts(archive: Archive, part: str, styles: Styles, *, is_stale: bool) -> SheetFacts:
    sheet, comments = archive.read(part), comments_of(archive, part)
    if not (styles.percent or styles.unseen or _HAS_FACTS.search(sheet)):
        return SheetFacts(comments=comments)
    reader = _FactReader(styles, is_stale=is_stale)
    parse(sheet, reader)
    reader.end_cell()
    return SheetFacts(
        percent=frozenset(reader.percent),
        valueless=reader.valueless,
        unseen=frozenset(reader.unseen),
        hidden_rows=frozenset(reader.hidden_rows),
        hidden_columns=tuple(reader.hidden_columns),
        comments=comments,
    )


class _FactReader(CellReader):
    """Collects the facts of one sheet; a cell is judged when the next thing begins."""

    hears_texts = True

    def __init__(self, styles: Styles, *, is_stale: bool) -> None:
        super().__init__()
        self.percent: set[Place] = set()
        self.unseen: set[Place] = set()
        self.valueless: dict[Place, MissingValue] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[tuple[int, int]] = set()
        self._styles, self._is_stale = styles, is_stale
        self._shared: dict[str, str] = {}
        self._cell: Mapping[str, str] | None = None
        self._formula: Mapping[str, str] | None = None
        self._texts: dict[str, str] = {}
        self._inside = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside = name = local_name(name)
        if name in ("v", "f", "is"):
            self._texts.setdefault(name, "")
            if name == "f":
                self._formula = attributes
        elif name == "c":
            self.end_cell()
            self.begin_cell(attributes)
            self._cell = attributes
        elif name == "row":
            self.end_cell()
            self.begin_row(attributes)
            if attributes.get("hidden") in _TRUE or _is_nothing(attributes.get("ht")):
                self.hidden_rows.add(self.row - 1)
        elif name == "col" and (attributes.get("hidden") in _TRUE or _is_nothing(attributes.get("width"))):
            self.hidden_columns.add((_number(attributes.get("min")) - 1, _number(attributes.get("max")) - 1))

    def text(self, text: str) -> None:
        if self._inside in self._texts and len(self._texts[self._inside]) < LONGEST_FORMULA:
            self._texts[self._inside] += text[:LONGEST_FORMULA]

    def end_cell(self) -> None:
        if self._cell is not None and self._texts:
            self._judge(self._cell, self._texts, (self.row - 1, self.column - 1))
        self._cell, self._formula, self._texts = None, None, {}

    def _judge(self, cell: Mapping[str, str], texts: Mapping[str, str], place: Place) -> None:
        style, value = cell.get("s", "0"), texts.get("v", "").strip()
        if cell.get("t") == "e":
            self._note(place, MissingValue("cell_error", value))
        elif self._formula is not None:
            self._judge_formula(self._formula, self._written(self._formula, texts["f"]), place, cell.get("t"), texts)
        if style in self._styles.percent:
            self.percent.add(place)
        if style in self._styles.unseen:
            self.unseen.add(place)

    def _judge_formula(
        self, formula: Mapping[str, str], written: str, place: Place, kind: str | None, texts: Mapping[str, str]
    ) -> None:
        value = texts.get("v", "").strip()
        is_zero = self._is_stale and value == "0" and kind in (None, "n")
        # An empty text is a value where the cell says that it is a text: =IF(A2="","",A2).
        if "is" in texts or (value and not is_zero) or (kind == "str" and "v" in texts):
            return
        for at in _covered(formula, place):
            self._note(at, MissingValue("formula_without_value", written))

    def _written(self, formula: Mapping[str, str], text: str) -> str:
        """Return a formula as it is written; one that several cells share stands with the first of them."""
        key = formula.get("si", "") if formula.get("t") == "shared" else ""
        if key and text.strip():
            self._shared[key] = text
        return f"={(text.strip() or self._shared.get(key, ''))[:LONGEST_FORMULA]}"

    def _note(self, place: Place, cell: MissingValue) -> None:
        if len(self.valueless) >= MOST_VALUELESS:
            raise ManifestError(
                gettext_lazy(
                    "more than 200,000 of its cells hold no value; open it in a spreadsheet program and save it there"
                )
            )
        self.valueless[place] = cell


def _covered(formula: Mapping[str, str], place: Place) -> Iterator[Place]:
    """Yield the cell of a formula, and those of the range that it fills."""
    yield place
    first, _, last = formula.get("ref", "").partition(":")
    top, bottom = PLACE.fullmatch(first), PLACE.fullmatch(last or first)
    if formula.get("t") in ("array", "dataTable") and top and bottom:
        for row in range(int(top[2]) - 1, int(bottom[2])):
            for column in range(column_number(top[1]) - 1, column_number(bottom[1])):
                yield row, column


def _is_nothing(size: str | None) -> bool:
    return size is not None and re.fullmatch(r"0(\.0*)?", size) is not None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


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
