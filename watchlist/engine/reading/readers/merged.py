"""Merged cells: what one cell says of several rows, and headers of two rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.columns import Column
from watchlist.engine.reading.row_facts import RowFacts
from watchlist.engine.reading.rows import Row
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
    rows[lowest] = Row([_title(column) for column in zip_longest(*parts, fillvalue="")], facts=facts)
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
        rows[at] = rows[at]._replace(
            cells=cells, facts=_with_valueless(rows[at].facts, rows[span.top].facts, span.left, at)
        )


def _name_the_sum(rows: list[Row], column: Column, span: MergedRange) -> None:
    covered = [at for at in range(span.top, min(span.bottom + 1, len(rows))) if not rows[at].blank]
    if len(covered) < 2:
        return
    detail = f"one merged cell of {column.name!r} is the quantity of {len(covered)} lines together"
    for at in covered:
        problem = LineProblem("quantity_shared", "quantity", detail)
        rows[at] = rows[at]._replace(problems=(*rows[at].problems, problem))


def _with_valueless(facts: RowFacts, top: RowFacts, column: int, at: int) -> RowFacts:
    """Return the facts of a covered row: where the cell of several rows has no value, none of them has it."""
    if column not in top.valueless or column in facts.valueless:
        return facts
    return replace(facts, number=at + 1, valueless={**facts.valueless, column: top.valueless[column]})


def _title(parts: Sequence[str]) -> str:
    texts = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
    return " ".join([*texts[:1], *(_UNBRACKETED.sub(r"(\1)\2", part, count=1) for part in texts[1:])])
