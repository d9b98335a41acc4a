"""A shipment as declared: what was written, and what each field was understood to be.

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

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.account import Account
from watchlist.engine.reading.columns import Column, SheetHeading
from watchlist.engine.reading.dates import DateConvention
from watchlist.engine.reading.numbers import NumberConvention


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
