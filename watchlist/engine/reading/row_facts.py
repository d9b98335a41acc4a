"""What a row of a workbook says beyond its values, in whatever format it came: no value, no sight, a comment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.characters import clean
from watchlist.engine.reading.columns import Column, unique_names
from watchlist.engine.reading.declaring import mend
from watchlist.engine.reading.items import COMMENT
from watchlist.engine.reading.lines import DeclaredLine

_MOST_QUOTED: Final = 200
"""Characters of a formula or a comment in a problem; the declared line has more of it."""
_MOST_COLUMNS: Final = 5
"""Columns that are named of those which no field is read from."""


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
        problems += [*_commented(facts), *mend(fields)]
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


def _commented(facts: RowFacts) -> Iterator[LineProblem]:
    for at, text in sorted(facts.comments.items()):
        yield LineProblem("cell_comment", COMMENT, f"a comment stands on {facts.place(at)}: {_quoted(text)}")


def _quoted(text: str) -> str:
    text = clean(text).text
    return repr(text if len(text) <= _MOST_QUOTED else f"{text[: _MOST_QUOTED - 1]}…")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_COLUMNS
    return ", ".join([*names[:_MOST_COLUMNS], *([f"{more} more"] if more > 0 else [])])
