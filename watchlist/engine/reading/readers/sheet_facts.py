"""What a reader of workbooks, of whatever format, finds beside the values of a sheet, and how rows come to bear it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from watchlist.engine.reading.account import Visibility
from watchlist.engine.reading.row_facts import Hidden, MissingValue, RowFacts, column_letters
from watchlist.engine.reading.rows import Row

Place = tuple[int, int]
"""The row and the column of a cell, counted from 0."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Cells shown as per cent; cells without a value, and why; what nobody sees; comments by their cells.

    `hidden_columns` are spans, both ends within. A cell of `valueless` that holds a value all the same is none of them,
    unless it holds 0: so those write who compute nothing.
    """

    percent: frozenset[Place] = frozenset()
    valueless: Mapping[Place, MissingValue] = field(default_factory=dict)
    unseen: frozenset[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    comments: Mapping[Place, str] = field(default_factory=dict)

    @property
    def extent(self) -> Place:
        """Return how many rows and columns the cells without a value need, and those that bear a comment."""
        places = [(-1, -1), *self.valueless, *self.comments]
        return max(row for row, _ in places) + 1, max(column for _, column in places) + 1


def with_facts(rows: Sequence[Row], facts: SheetFacts, visibility: Visibility) -> list[Row]:
    """Return the rows of a sheet with what is true of each, and as many more as its cells without a value need."""
    filled = [*rows, *[Row(())] * (facts.extent[0] - len(rows))]
    valueless, comments = defaultdict[int, dict[int, MissingValue]](dict), defaultdict[int, dict[int, str]](dict)
    unseen = defaultdict[int, list[int]](list)
    for (row, column), cell in facts.valueless.items():
        if _text(filled, row, column) in ("", "0"):
            valueless[row][column] = cell
    for (row, column), comment in facts.comments.items():
        comments[row][column] = comment
    for row, column in facts.unseen:
        if _text(filled, row, column):
            unseen[row].append(column)
    hidden = facts.hidden_rows if visibility == "visible" else frozenset(range(len(filled)))
    for at in {*valueless, *comments, *unseen, *hidden}:
        if at < len(filled):
            why: Hidden = "" if at not in hidden else "row" if visibility == "visible" else "sheet"
            bears = RowFacts(at + 1, why, valueless.get(at, {}), comments.get(at, {}), unseen.get(at, ()))
            filled[at] = filled[at]._replace(cells=_without(filled[at].cells, bears.valueless), facts=bears)
    return filled


def hidden_columns(rows: Sequence[Row], facts: SheetFacts, heads: Sequence[str]) -> list[str]:
    """Return the hidden columns that hold any text, by their letters and headers: "D (Batch)"."""
    width = max((len(row.cells) for row in rows), default=0)
    full = (at for at in _hidden(facts, width) if any(_text(rows, row, at) for row in range(len(rows))))
    return [f"{column_letters(at)} ({heads[at].strip() if at < len(heads) else ''})" for at in full]


def _hidden(facts: SheetFacts, width: int) -> Iterator[int]:
    """Yield each hidden column once, however many spans cover it."""
    reached = 0
    for first, last in sorted(facts.hidden_columns):
        yield from range(max(first, reached), min(last + 1, width))
        reached = max(reached, last + 1)


def _text(rows: Sequence[Row], row: int, column: int) -> str:
    cells = rows[row].cells if row < len(rows) else ()
    return cells[column].strip() if column < len(cells) else ""


def _without(cells: Sequence[str], valueless: Mapping[int, MissingValue]) -> Sequence[str]:
    """Return cells without the texts of some, and as many as these need."""
    if not valueless:
        return cells
    emptied = [*cells, *[""] * (max(valueless) + 1 - len(cells))]
    for at in valueless:
        emptied[at] = ""
    return emptied
