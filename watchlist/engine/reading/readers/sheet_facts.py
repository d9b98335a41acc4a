"""What a reader of workbooks, of whatever format, finds beside the values of a sheet, and how rows come to bear it.

Cells are merged: what one says of several rows, and headers of two rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.columns import Column
from watchlist.engine.reading.lines import Visibility
from watchlist.engine.reading.rows import Hidden, MissingValue, Row, RowFacts, column_letters
from watchlist.engine.reading.tables import Header

# One figure for several rows is their sum, and a number or key names one of them.
_OF_ONE_ROW = frozenset({"quantity", "line", "key"})
_DEEPEST_HEADER = 3
# A lower header without its unit: "Net (kg)" below "Weight" becomes "Weight (Net) (kg)".
_UNBRACKETED = re.compile(r"([^(（\[]+?)(\s*(?:[(（\[].*)?$)", re.DOTALL)


class MergedRange(NamedTuple):
    """A range of cells that are one, all its ends within it, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


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
    merged: tuple[MergedRange, ...] = ()

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


def level_header(rows: list[Row], header: Header, merged: Sequence[MergedRange]) -> Header:
    """Return the header of a sheet after making one row of it, where its cells are merged over several.

    "Quantity" over "net" and "gross" becomes "Quantity (net)" and "Quantity (gross)", in the lowest of the rows.
    """
    above = [span for span in merged if span.top == header.at]
    depth = max((span.bottom - span.top + 1 for span in above), default=1)
    if not 1 < depth <= _DEEPEST_HEADER or header.at + depth > len(rows):
        return header
    for span in above:
        _fill(rows, MergedRange(span.top, span.left, span.top, span.right))
    parts = [row.cells for row in rows[header.at : header.at + depth]]
    lowest = header.at + depth - 1
    valueless = {at: cell for row in rows[header.at : header.at + depth] for at, cell in row.facts.valueless.items()}
    facts = replace(rows[lowest].facts, valueless=valueless) if valueless else rows[lowest].facts
    rows[lowest] = Row([joined_title(column) for column in zip_longest(*parts, fillvalue="")], facts=facts)
    return header._replace(at=lowest, depth=depth)


def spread(rows: list[Row], columns: Sequence[Column], merged: Iterable[MergedRange], below: int) -> None:
    """Write what a merged cell says into each row that it covers, from row `below` on, but for a quantity.

    A row that holds nothing else is no line of its own: a tall cell makes no goods.
    """
    for span in merged:
        if span.top < below or span.bottom == span.top or span.left >= len(columns):
            continue
        column = columns[span.left]
        if column.field not in _OF_ONE_ROW:
            _fill(rows, MergedRange(span.top, span.left, span.bottom, span.left))
        elif column.field == "quantity":
            _name_the_sum(rows, column, span)


def _fill(rows: list[Row], span: MergedRange) -> None:
    first = rows[span.top].cells if span.top < len(rows) else []
    text = first[span.left] if span.left < len(first) else ""
    for at in range(span.top, min(span.bottom + 1, len(rows))):
        cells = list(rows[at].cells)
        if at > span.top and rows[at].blank:
            continue
        cells[span.left : span.right + 1] = [text] * len(cells[span.left : span.right + 1])
        facts, valueless = rows[at].facts, rows[span.top].facts.valueless
        # Where the cell of several rows has no value, none of them has it.
        if span.left in valueless and span.left not in facts.valueless:
            here = {**facts.valueless, span.left: valueless[span.left]}
            facts = replace(facts, number=at + 1, valueless=here)
        rows[at] = rows[at]._replace(cells=cells, facts=facts)


def _name_the_sum(rows: list[Row], column: Column, span: MergedRange) -> None:
    covered = [at for at in range(span.top, min(span.bottom + 1, len(rows))) if not rows[at].blank]
    if len(covered) < 2:
        return
    detail = f"one merged cell of {column.name!r} is the quantity of {len(covered)} lines together"
    for at in covered:
        problem = LineProblem("quantity_shared", "quantity", detail)
        rows[at] = rows[at]._replace(problems=(*rows[at].problems, problem))


def joined_title(parts: Sequence[str]) -> str:
    """Return a header of several levels in one: "Weight (Net) (kg)" of "Weight (kg)" and "Net"."""
    texts = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
    return " ".join([*texts[:1], *(_UNBRACKETED.sub(r"(\1)\2", part, count=1) for part in texts[1:])])
