"""Rows of one table to lines: what does not change from row to row is worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.characters import is_plain
from watchlist.engine.reading.columns import STRUCTURE, Column, read_columns
from watchlist.engine.reading.declaring import Cell, CellReading, choose, declare_line, mend, read_cell
from watchlist.engine.reading.lines import DeclaredLine
from watchlist.engine.reading.row_facts import PLAIN, MissingValue, RowFacts, column_letters, declare_facts

_MOST_REMEMBERED = 65_536
_NOTATIONS = ("smiles", "inchi", "inchikey")


class Row(NamedTuple):
    """The cells of one row as written, what was amiss in reading it, and what it says beyond its values."""

    cells: Sequence[str]
    problems: tuple[LineProblem, ...] = ()
    facts: RowFacts = PLAIN

    @property
    def blank(self) -> bool:
        """Say whether the row says nothing: a cell that should have a value, and has none, says that it should."""
        if self.facts.valueless:
            return False
        text = "".join(self.cells)
        return not text or text.isspace()


class RowDeclarer:
    """Declares the rows below one header, whose columns are given; a longer row shows those that have no header."""

    def __init__(
        self,
        heads: Sequence[str],
        columns: Sequence[Column],
        corrections: Mapping[str, str | None] | None = None,
        valueless_heads: Mapping[int, MissingValue] = MappingProxyType({}),
    ) -> None:
        self._heads = heads
        self._columns = columns
        self._corrections = corrections
        self._valueless_heads = valueless_heads
        self._titled = [bool(head.strip()) for head in heads]
        self._all_titled = all(self._titled)
        self._names = [column.name for column in columns]
        self._used: set[int] = {at for at, titled in enumerate(self._titled) if titled}
        weighed = _weighed(columns)
        self._alone = [column.field if column.field not in weighed else None for column in columns]
        self._weighed = [at for at, column in enumerate(columns) if column.field in weighed]
        self._unit = next((c.unit for c in columns if c.field == "quantity" and c.field not in weighed), None)
        self._known: dict[str, str] = {}

    def declare(self, number: int, row: Row) -> DeclaredLine:
        """Return the line of a row, as `declare_line` would from its cells, with what it says beyond its values."""
        line = self._declare(number, row)
        if self._valueless_heads:
            line = replace(line, problems=(*line.problems, *self._headless(row.cells)))
        if row.facts is PLAIN:
            return line
        beyond = (*row.facts.valueless, *row.facts.comments, *row.facts.unseen)
        self._widen(max(beyond, default=-1) + 1)
        self._used.update(row.facts.valueless)
        return declare_facts(line, row.facts, self._columns)

    def _declare(self, number: int, row: Row) -> DeclaredLine:
        cells = row.cells
        if len(cells) > len(self._titled) or not is_plain("".join(cells)):
            return declare_line(number, self._cells(row), self._problems(row))
        cells = self._shared(cells)
        problems: list[LineProblem] = []
        fields: dict[str, str] = {}
        if len(self._weighed) > 1:
            fields, problems = choose(self._readings(cells))
        elif self._weighed:
            fields = {reading.field: reading.text for reading in self._readings(cells)}
        # After what was weighed: a unit that stands in a cell goes before the unit of a header.
        for name, cell in zip(self._alone, cells, strict=False):
            if name and cell and (text := cell.strip()):
                fields[name] = text
        if self._unit and "quantity" in fields:
            fields.setdefault("unit", self._unit)
        problems = [*row.problems, *problems, *mend(fields)]
        return DeclaredLine(number, fields.get("key", f"L{number}"), self._declared(cells), fields, tuple(problems))

    def present(self) -> tuple[Column, ...]:
        """Return the columns that have a header or, on any row declared so far, a text."""
        return tuple(self._columns[at] for at in sorted(self._used))

    def _shared(self, cells: Sequence[str]) -> list[str]:
        """Return the texts, equal ones as one object: most cells of a manifest repeat."""
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        return list(map(self._known.setdefault, cells, cells))

    def _declared(self, cells: Sequence[str]) -> dict[str, str]:
        if self._all_titled:
            return dict(zip(self._names, cells, strict=False))
        return {cell.column.name: cell.text for cell in self._cells(Row(cells))}

    def _readings(self, cells: Sequence[str]) -> Iterator[CellReading]:
        for at in self._weighed:
            if at < len(cells) and (text := cells[at].strip()):
                yield read_cell(self._columns[at], text)

    def _cells(self, row: Row) -> Iterator[Cell]:
        self._widen(len(row.cells))
        for at, text in enumerate(row.cells):
            if text or (at < len(self._titled) and self._titled[at]):
                self._used.add(at)
                yield Cell(self._columns[at], text)

    def _widen(self, width: int) -> None:
        if width > len(self._columns):
            # Twice as many as are needed: a file may be one cell longer with each row.
            untitled = [""] * (2 * width - len(self._heads))
            self._columns = read_columns([*self._heads, *untitled], self._corrections)

    def _headless(self, cells: Sequence[str]) -> Iterator[LineProblem]:
        """Yield a problem for each text of a row whose header is a formula that nothing computed: what is it?"""
        for at, head in self._valueless_heads.items():
            if at < len(cells) and cells[at].strip() and not self._columns[at].field:
                detail = f"the header of column {column_letters(at)} has no value ({head.text[:40]!r}); it was not read"
                yield LineProblem(head.code, None, detail)

    def _problems(self, row: Row) -> tuple[LineProblem, ...]:
        width = len(self._titled)
        extra = sum(1 for text in row.cells[width:] if text.strip())
        if not extra:
            return row.problems
        return (*row.problems, LineProblem("extra_cells", None, f"{extra} more than the {width} columns of the header"))


def _weighed(columns: Sequence[Column]) -> set[str]:
    """Return the fields that two columns may both give, or whose text must be looked at, cell by cell."""
    counts = Counter(column.field for column in columns if column.field)
    weighed = {name for name, count in counts.items() if count > 1}
    if any(column.field == "concentration" and column.unit for column in columns):
        weighed.add("concentration")
    if STRUCTURE in counts:
        weighed |= {STRUCTURE, *_NOTATIONS}
    return weighed & counts.keys()
