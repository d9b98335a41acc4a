"""A shipment as declared: what was written, and what each field was understood to be.

Beside it the account that a reader gives of its file: what became of each row and sheet, and how its bytes were read.

Codes of `Problem` that the readers give:

- `hidden_characters`: nobody sees them, and the text was read without them.
- `direction_overridden`: a person sees the text in another order than it was read in.
- `undecodable_bytes`: bytes that are not of the file's encoding; U+FFFD stands in their place.
- `control_characters`: NUL and lone surrogates became U+FFFD; other control characters stand in `declared` only.
- `field_too_long`: `fields` holds the first 2,000 characters of a field, 20,000 of remarks, 200 of a key.
- `fields_differ`: two columns give the same field and disagree; the first was taken.
- `extra_cells`: the row is longer than its header; a delimiter inside an unquoted text may have moved the cells.
- `quotes_malformed`: a quotation mark is not closed or not doubled; the row was read on its own.
- `nested_value`: a list or an object stands where a text should.
- `line_unreadable`: the line is not an object, or is no JSON.
- `cas_as_date`: a spreadsheet made a date of a CAS number, and it is not plain of which.
- `cell_error`: the cell holds an error of the spreadsheet ("#N/A") in place of a value.
- `formula_without_value`: the cell holds a formula whose value was never computed; `declared` has the formula.
- `row_hidden`, `text_unseen`: nobody who looks at the workbook sees it; it was read as everything else.
- `cell_comment`: a comment stands on a cell of the line; `fields` has it as `comment`.
- `quantity_shared`: one merged cell gives the quantity of several lines; the first of them holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from msgspec import UNSET

from watchlist.engine import answer, vocabulary
from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.columns import Column, Corrections, SheetHeading
from watchlist.engine.reading.dates import DateConvention
from watchlist.engine.reading.numbers import NumberConvention

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


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """One line: `declared` by the file's own headers, `fields` by canonical name; neither is ever overwritten."""

    number: int
    key: str
    declared: dict[str, str]
    fields: dict[str, str]
    problems: tuple[LineProblem, ...]


Keep = Callable[[Iterable[DeclaredLine]], Collection[DeclaredLine]]
"""Takes lines as they are read, and gives back all of them: `tuple`, or what holds a long file elsewhere."""


@dataclass(frozen=True, slots=True)
class DeclaredManifest:
    """A whole file, its lines in order; `sha256` is that of the bytes as sent, `reference` the shipment's own name.

    `number_convention` is said only of lines that are not all of their file: else their own quantities show it.
    """

    source: str
    sha256: str
    shipment: dict[str, str]
    ignored_columns: tuple[str, ...]
    lines: Collection[DeclaredLine]
    date_convention: DateConvention = field(default_factory=DateConvention)
    headings: tuple[SheetHeading, ...] = ()
    account: Account = field(default_factory=Account)
    reference: str = ""
    number_convention: NumberConvention | None = None

    @property
    def shape(self) -> str:
        """Return the shape of the first header, by which corrections are found; "" where the format has none."""
        return self.headings[0].shape if self.headings else ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of every header in order, and what each was read as."""
        return tuple(column for heading in self.headings for column in heading.columns)

    def fields_of(self, line: DeclaredLine) -> dict[str, str]:
        """Return the fields of a line, with those of the shipment where the line is silent."""
        return {**self.shipment, **line.fields} if self.shipment else line.fields


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
