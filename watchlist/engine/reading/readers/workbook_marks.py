"""What an XLSX says of its cells beyond their values, element by element: formulas, formats, what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from watchlist.engine.reading.archives import Archive
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers.sheet_facts import Place, SheetFacts
from watchlist.engine.reading.readers.workbook_parts import WORKBOOK, Styles, comments_of, elements, related, styles_of
from watchlist.engine.reading.rows import MissingValue
from watchlist.engine.reading.sheets import PLACE, CellReader, column_number, local_name, parse
from watchlist.engine.texts import gettext_lazy

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
