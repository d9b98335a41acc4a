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
- `read_from_picture`: the field was read from a picture of a page; what it names is a guess.
- `picture_unclear`: the same, and a word of it was not read surely, or is known nowhere.
- `quantity_shared`: one merged cell gives the quantity of several lines; the first of them holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from msgspec import UNSET

from chemistry import INCHIKEY, written_in
from watchlist.engine import answer, vocabulary
from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.characters import CharacterCode, clean, hidden_in
from watchlist.engine.reading.columns import STRUCTURE, Column, Corrections, SheetHeading
from watchlist.engine.reading.dates import DateConvention, cas_of_date, is_date
from watchlist.engine.reading.items import REMARKED, REMARKED_GOODS
from watchlist.engine.reading.numbers import NumberConvention
from watchlist.engine.reading.running_text import words_beside_figures, words_of_goods

LONGEST: Final = {"key": 200, "remarks": 20_000}
"""Characters of a field that are read; the rest is kept as declared, and said."""
LONGEST_OTHERWISE: Final = 2_000
SHORT: Final = min(LONGEST_OTHERWISE, *LONGEST.values())
"""Characters that no field is cut for."""
REMARKS: Final = (REMARKED, REMARKED_GOODS)
FIGURE_FIELDS: Final = ("line", "quantity", "unit", "concentration", "product_form", "hs_code", "cn_code", "un_number")
"""Fields of numbers, amounts and codes: other words that stand there may say what the goods are, as remarks may."""
NEVER_CUT: Final = frozenset({"smiles", "inchi", "inchikey"})
"""The beginning of a structure is another structure: what is too long is refused where structures are read."""
_BARE_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_DETAILS: dict[CharacterCode, str] = {
    "undecodable_bytes": "holds bytes that are not of the file's encoding",
    "control_characters": "holds control characters",
    "direction_overridden": "is shown in another order than it is written in: it was read as it is written",
    "hidden_characters": "holds characters that nobody sees",
}


MOST_TEXTS: Final = 50
LONGEST_TEXT: Final = 500
"""How many columns or comments of a sheet are named, and how much of each."""
UNSEEN: Final = (
    "hidden_rows",
    "hidden_columns",
    "unseen_lines",
    "comments",
    "total_rows",
    "total_texts",
    "skipped_rows",
    "skipped_texts",
    "reconciled_rows",
)
"""What the account of a sheet says of a workbook where there is any."""

Visibility = Literal["visible", "hidden", "very_hidden"]
"""How a sheet is shown; one that is very hidden is in no list of the sheets that a person may show again."""


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """The rows of one sheet, or of a whole text file: each is a title, a header, blank, no goods, or a line.

    `total_rows` counts the rows that were taken as totals of those above, and `total_texts` has the first of them;
    `skipped_rows` those below the goods that are none (bank details, signatures), `skipped_texts` the first of them
    with why; `reconciled_rows` those that say of the same goods what another paper of the file says.
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
    total_rows: int = 0
    total_texts: tuple[str, ...] = ()
    skipped_rows: int = 0
    skipped_texts: tuple[str, ...] = ()
    reconciled_rows: int = 0

    def as_record(self) -> answer.Sheet:
        """Return the account as the coverage record holds it; what a workbook does not show stands there if it does."""
        visibility = UNSET if self.visibility == "visible" else vocabulary.Visibility.from_text(self.visibility)
        counts = {name: getattr(self, name) for name in ("name", "rows", "titles", "headers", "blank", "lines")}
        unseen: dict[str, Any] = {name: getattr(self, name) or UNSET for name in UNSEEN}
        return answer.Sheet(**counts, visibility=visibility, **unseen)


@dataclass(frozen=True, slots=True)
class Account:
    """A whole file: its encoding and dialect ("" where the format has none), and the sheets that were not read."""

    encoding: str = ""
    dialect: str = ""
    sheets: tuple[SheetAccount, ...] = ()
    not_read: tuple[str, ...] = ()
    mapping: tuple[answer.CorrectedColumn, ...] = ()

    def as_record(self) -> answer.FileAccount:
        """Return the account as the coverage record holds it."""
        sheets = tuple(sheet.as_record() for sheet in self.sheets)
        return answer.FileAccount(self.encoding, self.dialect, sheets, self.not_read, self.mapping)


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """One line: `declared` by the file's own headers, `fields` by canonical name.

    What people corrected is in `fields`, and `corrections` says what stood there; `declared` is never overwritten.
    """

    number: int
    key: str
    declared: dict[str, str]
    fields: dict[str, str]
    problems: tuple[LineProblem, ...]
    corrections: tuple[answer.CorrectedField, ...] = ()

    def as_read(self, name: str) -> str | None:
        """Return what a field was read to say of the file, before people corrected it; None: nothing."""
        for correction in self.corrections:
            if correction.field == name:
                return correction.declared or None
        return self.fields.get(name)


Keep = Callable[[Iterable[DeclaredLine]], Collection[DeclaredLine]]
"""Takes lines as they are read, and gives back all of them: `tuple`, or what holds a long file elsewhere."""


@dataclass(frozen=True, slots=True)
class DeclaredManifest:
    """A whole file, its lines in order; `sha256` is that of the bytes as sent, `reference` the shipment's own name.

    `head` is what stands above the header of a table: it says nothing of a line until a person confirms it.
    `number_convention` is said only of lines that are not all of their file: else their own quantities show it.
    `goods_sha256`: by what the goods are known again under another reference, where it is not the file; `is_another`:
    its sender says that they are others all the same.
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
    head: dict[str, str] = field(default_factory=dict)
    number_convention: NumberConvention | None = None
    goods_sha256: str = ""
    is_another: bool = False

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


def corrected_columns(headings: Iterable[SheetHeading], corrections: Corrections) -> Iterator[answer.CorrectedColumn]:
    """Yield the columns of these headers to which a correction was applied, in order."""
    for heading in headings:
        corrected = corrections(heading.shape)
        for column in heading.columns:
            if column.key in corrected:
                yield answer.CorrectedColumn(heading.sheet, heading.shape, column.name, column.field)


class Cell(NamedTuple):
    """One value under one column; nested where it was a list or an object, and `text` is its JSON."""

    column: Column
    text: str
    nested: bool = False


class TableHead(NamedTuple):
    """What the head of one table says by field, and its references by what each numbers."""

    texts: dict[str, str]
    references: dict[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader found: every column in order, every line in order, and what it left unread.

    `kinds` says of each heading which paper it stands in ("invoice"), where anything says it, and `heads` what its
    own head says.
    """

    columns: tuple[Column, ...]
    lines: Collection[DeclaredLine]
    shipment: dict[str, str] = field(default_factory=dict)
    left_unread: tuple[str, ...] = ()
    headings: tuple[SheetHeading, ...] = ()
    account: Account = field(default_factory=Account)
    head: dict[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    heads: tuple[TableHead, ...] = ()


class CellReading(NamedTuple):
    """What one cell says of one field."""

    field: str
    text: str
    column: Column


def declare_line(number: int, cells: Iterable[Cell], problems: Sequence[LineProblem] = ()) -> DeclaredLine:
    """Return a line of these cells, with the problems given and those found in it."""
    declared: dict[str, str] = {}
    readings: list[CellReading] = []
    found = list(problems)
    for column, raw, nested in cells:
        cleaned = clean(raw)
        declared[column.name] = cleaned.declared
        canonical = column.field and _field(column.field, cleaned.text)
        for code in cleaned.codes:
            which = f" ({hidden_in(cleaned.declared)})" if code == "hidden_characters" else ""
            found.append(LineProblem(code, canonical, f"{column.name!r} {_DETAILS[code]}{which}"))
        if nested:
            found.append(
                LineProblem("nested_value", canonical, f"{column.name!r} holds a list or an object, not a text")
            )
        elif canonical and cleaned.text:
            readings.append(read_cell(column, cleaned.text))
    fields, chosen = choose(readings)
    found += chosen
    return DeclaredLine(number, fields.get("key", f"L{number}"), declared, fields, tuple(found))


def choose(readings: Iterable[CellReading]) -> tuple[dict[str, str], list[LineProblem]]:
    """Return the first reading of each field, plain columns before fallbacks, and what is amiss in the fields."""
    first: dict[str, CellReading] = {}
    problems = []
    for reading in sorted(readings, key=lambda reading: reading.column.fallback):
        kept = first.setdefault(reading.field, reading)
        if kept.column.fallback is reading.column.fallback and _compared(kept.text) != _compared(reading.text):
            detail = f"{kept.column.name!r} and {reading.column.name!r} differ; the first was taken"
            problems.append(LineProblem("fields_differ", reading.field, detail))
    fields = {name: reading.text for name, reading in first.items()}
    if (quantity := first.get("quantity")) and quantity.column.unit:
        fields.setdefault("unit", quantity.column.unit)
    return fields, [*problems, *mend(fields)]


def read_cell(column: Column, text: str) -> CellReading:
    """Return what a cleaned text, not empty, says under a column that has a field."""
    field = column.field or ""
    # "Purity (%)" over 98 says 98 %; over 0.98 it may be a cell formatted as per cent, and stays undecided.
    is_share = field == "concentration" and "%" in (column.unit or "") and _BARE_NUMBER.fullmatch(text)
    if is_share and int(re.split("[.,]", text)[0]) > 1:
        text = f"{text} %"
    return CellReading(_field(field, text), text, column)


def mend(fields: dict[str, str], *, are_short: bool = False) -> list[LineProblem]:
    """Mend what can be in the fields of a line, and return what was wrong: too long, or a CAS number as a date.

    CAS numbers in the remarks become a field of their own, and so does what else there may say of the goods. Words that
    stand beside an amount or a code are read like remarks. `are_short`: all of them together are shorter than the
    shortest that is cut.
    """
    problems = _cut_long(fields) if not are_short and max(map(len, fields.values()), default=0) > SHORT else []
    texts = (text for name in FIGURE_FIELDS if (text := fields.get(name)))
    if remarks := "; ".join(filter(None, (fields.get("remarks"), *map(words_beside_figures, texts)))):
        fields.update(_remarked(remarks))
    cas = fields.get("cas")
    if cas and is_date(cas):
        del fields["cas"]
        if number := cas_of_date(cas):
            fields["cas"] = number
        else:
            detail = f"{cas!r} is a date; a spreadsheet may have made it of a number"
            problems.append(LineProblem("cas_as_date", "cas", detail))
    return problems


def _cut_long(fields: dict[str, str]) -> list[LineProblem]:
    """Cut the fields that are too long, and return a problem for each."""
    problems = []
    for name, text in fields.items():
        if len(text) > (most := LONGEST.get(name, LONGEST_OTHERWISE)) and name not in NEVER_CUT:
            fields[name] = text[:most]
            problems.append(LineProblem("field_too_long", name, f"{len(text)} characters; the first {most} were read"))
    return problems


@lru_cache(maxsize=1_024)
def _remarked(remarks: str) -> tuple[tuple[str, str], ...]:
    """Return the fields that remarks give beside themselves, each with its text."""
    texts = ("; ".join(written_in(remarks)), words_of_goods(remarks))
    return tuple((name, text) for name, text in zip(REMARKS, texts, strict=True) if text)


def _field(name: str, text: str) -> str:
    if name != STRUCTURE:
        return name
    if INCHIKEY.fullmatch(text):
        return "inchikey"
    return "inchi" if text[:6].lower() == "inchi=" else "smiles"


def _compared(text: str) -> str:
    return " ".join(text.casefold().split())
