"""Rows of one table to lines: what does not change from row to row is worked out once.

A row of a workbook says more than its values, in whatever format it came: no value, no sight, a comment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.characters import clean, is_plain
from watchlist.engine.reading.columns import STRUCTURE, Column, read_columns, unique_names
from watchlist.engine.reading.items import COMMENT
from watchlist.engine.reading.lines import SHORT, Cell, CellReading, DeclaredLine, choose, declare_line, mend, read_cell

_MOST_QUOTED: Final = 200
"""Characters of a formula or a comment in a problem; the declared line has more of it."""
_MOST_COLUMNS: Final = 5
"""Columns that are named of those which no field is read from."""


PLACE: Final = "place in the file"
BOXES: Final = "boxes on the page"
"""Under which names a line declares where it stands: in words, and by each column left, top, right and bottom."""

Hidden = Literal["", "row", "sheet"]


class MissingValue(NamedTuple):
    """What stands in a cell in the place of a value: a formula that nothing computed, or an error; and its text."""

    code: Literal["formula_without_value", "cell_error"]
    text: str


_NO_VALUELESS: Final[Mapping[int, MissingValue]] = MappingProxyType({})
_NO_COMMENTS: Final[Mapping[int, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RowFacts:
    """Facts of one row by its columns, counted from 0; `number` is that of the row in its sheet, counted from 1.

    `hidden` says whether the row itself is, or the whole sheet; `unseen` are the columns whose text has the colour of
    its ground, or a format that shows nothing.
    """

    number: int = 0
    hidden: Hidden = ""
    valueless: Mapping[int, MissingValue] = field(default_factory=lambda: _NO_VALUELESS)
    comments: Mapping[int, str] = field(default_factory=lambda: _NO_COMMENTS)
    unseen: Collection[int] = ()

    def place(self, at: int) -> str:
        """Return the name of a cell of the row: "B7"."""
        return f"{column_letters(at)}{self.number}"

    def named_comments(self) -> Iterator[str]:
        """Yield the comments of the row, each with its cell: "B7: see remarks"."""
        yield from (f"{self.place(at)}: {text}" for at, text in sorted(self.comments.items()))


PLAIN: Final = RowFacts()
"""What is true of most rows: nothing beyond their values."""

_MOST_REMEMBERED = 65_536
_NOTATIONS = ("smiles", "inchi", "inchikey")


Box = tuple[float, float, float, float]
"""The left, top, right and bottom of a text on its page, in points."""


class RowPlace(NamedTuple):
    """Where a row stands in a paper, in words ("page 2, table row 4"), and the box of each cell that has one."""

    words: str
    boxes: Sequence[Box | None] = ()


class Row(NamedTuple):
    """The cells of one row as written, what was amiss in reading it, and what it says beyond its values.

    `place` is where it stands in a paper that has pages or tables; a workbook or a text needs none.
    """

    cells: Sequence[str]
    problems: tuple[LineProblem, ...] = ()
    facts: RowFacts = PLAIN
    place: RowPlace | None = None

    def placed(self, line: DeclaredLine, columns: Sequence[Column]) -> DeclaredLine:
        """Return its line, with its place declared beside what is written there: in words, and the box of each text."""
        if self.place is None:
            return line
        boxes = [
            f"{columns[at].name if at < len(columns) else f'column {at + 1}'} {' '.join(f'{end:.0f}' for end in box)}"
            for at, box in enumerate(self.place.boxes)
            if box
        ]
        places = {PLACE: self.place.words, **({BOXES: "; ".join(boxes)} if boxes else {})}
        names = unique_names([*line.declared, *places])[len(line.declared) :]
        return replace(line, declared={**line.declared, **dict(zip(names, places.values(), strict=True))})

    @property
    def blank(self) -> bool:
        """Say whether the row says nothing: a cell that should have a value, and has none, says that it should."""
        if self.facts.valueless:
            return False
        return not any(map(str.strip, self.cells))


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
        written = "".join(cells)
        if len(cells) > len(self._titled) or not is_plain(written):
            return declare_line(number, self._cells(row), self._problems(row))
        cells = self._shared(cells)
        problems: list[LineProblem] = []
        fields: dict[str, str] = {}
        if len(self._weighed) > 1:
            fields, problems = choose(self._readings(cells))
        elif self._weighed:
            fields = {reading.field: reading.text for reading in self._readings(cells)}
        # After what was weighed: a unit that stands in a cell goes before the unit of a header.
        texts = zip(self._alone, map(str.strip, cells), strict=False)
        fields |= {name: text for name, text in texts if name and text}
        if self._unit and "quantity" in fields:
            fields.setdefault("unit", self._unit)
        amiss = (*row.problems, *problems, *mend(fields, are_short=len(written) <= SHORT))
        return DeclaredLine(number, fields.get("key") or f"L{number}", self._declared(cells), fields, amiss)

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


def column_letters(at: int) -> str:
    """Return the letters of a column, counted from 0: "A", "AB"."""
    letters, rest = "", at + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(65 + last) + letters
    return letters


def declare_facts(line: DeclaredLine, facts: RowFacts, columns: Sequence[Column]) -> DeclaredLine:
    """Return a line with what its row says beyond its values: declared as it was written, and as problems.

    A formula is kept and never computed; it says nothing in any field. What comments say is a field of its own.
    """
    declared, fields = dict(line.declared), dict(line.fields)
    problems = [*line.problems, *_valueless(facts, columns, is_empty=not fields), *_unseen(facts, columns)]
    declared |= {columns[at].name: clean(cell.text).declared for at, cell in facts.valueless.items()}
    if facts.comments:
        comments = dict(sorted(facts.comments.items()))
        names = unique_names([*declared, *(f"comment on {columns[at].name}" for at in comments)])[len(declared) :]
        declared |= zip(names, (clean(text).declared for text in comments.values()), strict=True)
        fields[COMMENT] = "; ".join(clean(text).text for text in comments.values())
        for at, text in comments.items():
            detail = f"a comment stands on {facts.place(at)}: {_quoted(text)}"
            problems.append(LineProblem("cell_comment", COMMENT, detail))
        problems += mend(fields)
    return replace(line, declared=declared, fields=fields, problems=tuple(problems))


def _valueless(facts: RowFacts, columns: Sequence[Column], *, is_empty: bool) -> Iterator[LineProblem]:
    """Yield a problem for each cell of a field, and one for the others; an error in these is named of an empty line."""
    others: dict[str, list[str]] = {"formula_without_value": [], "cell_error": []}
    for at, cell in sorted(facts.valueless.items()):
        column = columns[at]
        if column.field:
            what = "a formula and no value" if cell.code == "formula_without_value" else "an error and no value"
            detail = f"{column.name!r} ({facts.place(at)}) holds {what}: {_quoted(cell.text)}"
            yield LineProblem(cell.code, column.field, detail)
        else:
            others[cell.code].append(f"{column.name!r} ({facts.place(at)})")
    if formulas := others["formula_without_value"]:
        yield LineProblem("formula_without_value", None, f"there are formulas and no values in {_listed(formulas)}")
    if is_empty and (errors := others["cell_error"]):
        yield LineProblem("cell_error", None, f"there are errors and no values in {_listed(errors)}")


def _unseen(facts: RowFacts, columns: Sequence[Column]) -> Iterator[LineProblem]:
    if facts.hidden == "row":
        yield LineProblem(
            "row_hidden", None, f"row {facts.number} is hidden in the workbook; it was read as the others"
        )
    elif facts.hidden:
        detail = f"row {facts.number} stands on a sheet that is hidden in the workbook; it was read as the others"
        yield LineProblem("row_hidden", None, detail)
    if facts.unseen:
        names = [f"{columns[at].name!r} ({facts.place(at)})" for at in sorted(facts.unseen)]
        yield LineProblem("text_unseen", None, f"the sheet does not show the text of {_listed(names)}; it was read")


def _quoted(text: str) -> str:
    text = clean(text).text
    return repr(text if len(text) <= _MOST_QUOTED else f"{text[: _MOST_QUOTED - 1]}…")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_COLUMNS
    return ", ".join([*names[:_MOST_COLUMNS], *([f"{more} more"] if more > 0 else [])])
