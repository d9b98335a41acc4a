"""What the XML of an OpenDocument spreadsheet says beside its values: cells that are merged, rows that are hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers.sheet_facts import MergedRange, Place, SheetFacts
from watchlist.engine.reading.rows import MissingValue
from watchlist.engine.reading.sheets import ElementReader, local_name, parse
from watchlist.engine.texts import gettext_lazy as _

MOST_MERGED: Final = 100_000
MOST_CELLS: Final = 5_000_000
LONGEST_COMMENT: Final = 5_000
LONGEST_FORMULA: Final = 1_000
_VALUES: Final = frozenset({"value", "date-value", "time-value", "boolean-value", "string-value"})
_UNSHOWN: Final = frozenset({"collapse", "filter"})


def facts_of_open_document(content: bytes) -> list[SheetFacts]:
    """Return the facts of each sheet, in order. Raises BrokenArchive, and ManifestError for more cells than are read.

    A cell may stand for any number of cells and rows: those that hold something are counted before they are made.
    """
    reader = _Sheets()
    parse(content, reader)
    return [
        SheetFacts(
            percent=frozenset(sheet.percent),
            hidden_rows=frozenset(sheet.hidden),
            merged=tuple(sheet.merged),
            valueless=sheet.valueless,
            comments=sheet.comments,
        )
        for sheet in reader.sheets
    ]


@dataclass(slots=True)
class _Sheet:
    percent: set[Place] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    merged: list[MergedRange] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    valueless: dict[Place, MissingValue] = field(default_factory=dict)


class _Sheets(ElementReader):
    hears_texts = True

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self._depth = self._row = self._column = self._rows = self._columns = 0
        self._cells = self._widest = self._lowest = 0
        self._comment = False
        self._missing: MissingValue | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = local_name(name)
        plain = {local_name(key): value for key, value in attributes.items()}
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self.sheets.append(_Sheet())
                self._cells += self._widest * self._lowest
                self._row = self._widest = self._lowest = 0
        elif self._depth != 1:
            return
        elif name == "table-row":
            self._column, self._rows = 0, _count(plain.get("number-rows-repeated"))
            if plain.get("visibility") in _UNSHOWN and self._rows <= MOST_MERGED:
                self.sheets[-1].hidden.update(range(self._row, self._row + self._rows))
        elif name in ("table-cell", "covered-table-cell"):
            self._begin_cell(plain, is_error="error" in attributes.values())
        elif name == "annotation":
            self._comment = True
        elif name == "p" and not self._comment:
            self._fill()
            if self._missing and self._missing.code == "formula_without_value":
                self._missing = None

    def end(self, name: str) -> None:
        name = local_name(name)
        if name == "table":
            self._depth -= 1
        elif name == "annotation":
            self._comment = False
        elif self._depth == 1 and name == "table-row":
            self._row += self._rows
        elif self._depth == 1 and name in ("table-cell", "covered-table-cell"):
            if self._missing and len(self.sheets[-1].valueless) < MOST_MERGED:
                self.sheets[-1].valueless[self._row, self._column] = self._missing
            self._missing = None
            self._column += self._columns

    def text(self, text: str) -> None:
        comments = self.sheets[-1].comments if self.sheets else {}
        if self._comment and self._depth == 1 and len(comments) < MOST_MERGED:
            place = self._row, self._column
            comments[place] = (comments.get(place, "") + text)[:LONGEST_COMMENT]

    def _begin_cell(self, plain: Mapping[str, str], *, is_error: bool) -> None:
        self._columns = _count(plain.get("number-columns-repeated"))
        wide, tall = _count(plain.get("number-columns-spanned")), _count(plain.get("number-rows-spanned"))
        if wide > 1 or tall > 1:
            merged = self.sheets[-1].merged
            merged.append(MergedRange(self._row, self._column, self._row + tall - 1, self._column + wide - 1))
            if len(merged) > MOST_MERGED:
                raise ManifestError(_("more than 100,000 ranges of its cells are merged; save it as CSV"))
        if _VALUES & plain.keys() or "formula" in plain:
            self._fill()
        if is_error:
            self._missing = MissingValue("cell_error", plain.get("formula", ""))
        elif "formula" in plain and not _VALUES & plain.keys():
            self._missing = MissingValue("formula_without_value", plain["formula"][:LONGEST_FORMULA])
        if plain.get("value-type") == "percentage":
            across = range(self._column, self._column + self._columns)
            self.sheets[-1].percent.update(
                (row, column) for row in range(self._row, self._row + self._rows) for column in across
            )

    def _fill(self) -> None:
        """Count the cells up to one that holds something, as often as it is repeated: each of them is made."""
        self._widest = max(self._widest, self._column + self._columns)
        self._lowest = max(self._lowest, self._row + self._rows)
        if self._cells + self._lowest * self._widest > MOST_CELLS:
            raise ManifestError(_("its sheets span more than 5,000,000 cells; delete what stands far from the table"))


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 and int(text) else 1
