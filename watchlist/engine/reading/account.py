"""The account that a reader gives of its file: what became of each row and sheet, and how its bytes were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from msgspec import UNSET

from watchlist.engine import answer, vocabulary
from watchlist.engine.reading.columns import Corrections, SheetHeading

MOST_TEXTS: Final = 50
LONGEST_TEXT: Final = 500
"""How many columns or comments of a sheet are named, and how much of each."""


Visibility = Literal["visible", "hidden", "very_hidden"]
"""How a sheet is shown; one that is very hidden is in no list of the sheets that a person may show again."""


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """The rows of one sheet, or of a whole text file: each is a title, a header, blank or a line.

    What a workbook does not show was read as everything else: `visibility` is that of the sheet, `hidden_rows` and
    `unseen_lines` count the rows, and the lines with texts, that nobody sees, `hidden_columns` are those that hold
    something. `comments` are those that stand on no line, with their cells.
    """

    name: str = ""
    rows: int = 0
    titles: int = 0
    headers: int = 0
    blank: int = 0
    lines: int = 0
    visibility: Visibility = "visible"
    hidden_rows: int = 0
    hidden_columns: tuple[str, ...] = ()
    unseen_lines: int = 0
    comments: tuple[str, ...] = ()

    def as_record(self) -> answer.Sheet:
        """Return the account as the coverage record holds it; what a workbook does not show stands there if it does."""
        visibility = vocabulary.Visibility.from_text(self.visibility)
        return answer.Sheet(
            name=self.name,
            rows=self.rows,
            titles=self.titles,
            headers=self.headers,
            blank=self.blank,
            lines=self.lines,
            visibility=UNSET if visibility is vocabulary.Visibility.VISIBLE else visibility,
            hidden_rows=self.hidden_rows or UNSET,
            hidden_columns=self.hidden_columns or UNSET,
            unseen_lines=self.unseen_lines or UNSET,
            comments=self.comments or UNSET,
        )


@dataclass(frozen=True, slots=True)
class ColumnCorrection:
    """A column that was read as an officer said, whatever its header says; `field` is None where it is not read."""

    sheet: str
    shape: str
    column: str
    field: str | None

    def as_record(self) -> answer.CorrectedColumn:
        """Return it as the coverage record holds it."""
        return answer.CorrectedColumn(sheet=self.sheet, shape=self.shape, column=self.column, field=self.field)


@dataclass(frozen=True, slots=True)
class Account:
    """A whole file: its encoding and dialect ("" where the format has none), and the sheets that were not read."""

    encoding: str = ""
    dialect: str = ""
    sheets: tuple[SheetAccount, ...] = ()
    not_read: tuple[str, ...] = ()
    mapping: tuple[ColumnCorrection, ...] = ()

    def as_record(self) -> answer.FileAccount:
        """Return the account as the coverage record holds it."""
        return answer.FileAccount(
            encoding=self.encoding,
            dialect=self.dialect,
            sheets=tuple(sheet.as_record() for sheet in self.sheets),
            not_read=self.not_read,
            mapping=tuple(column.as_record() for column in self.mapping),
        )


def first_few(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the first of some texts, each not too long, and behind them how many more there are."""
    few = [text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…" for text in texts[:MOST_TEXTS]]
    return (*few, *([f"and {len(texts) - MOST_TEXTS} more"] if len(texts) > MOST_TEXTS else []))


def corrected_columns(headings: Iterable[SheetHeading], corrections: Corrections) -> Iterator[ColumnCorrection]:
    """Yield the columns of these headers to which a correction was applied, in order."""
    for heading in headings:
        corrected = corrections(heading.shape)
        for column in heading.columns:
            if column.key in corrected:
                yield ColumnCorrection(heading.sheet, heading.shape, column.name, column.field)
