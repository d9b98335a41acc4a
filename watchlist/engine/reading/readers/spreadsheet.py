"""XLSX: every sheet whose header names goods, also one that nobody sees; dates as ISO, numbers as plain text.

Some workbooks are refused before they are laid out: their reader makes each cell up to the last, text and all.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from watchlist.engine.reading.archives import Archive, BrokenArchive
from watchlist.engine.reading.columns import Corrections, file_shape, read_columns, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.lines import Account, Contents, Keep, TableHead, Visibility, first_few
from watchlist.engine.reading.numbers import plain_number
from watchlist.engine.reading.paper_kinds import paper_kind
from watchlist.engine.reading.readers.reconciling import PaperTable, reconciled
from watchlist.engine.reading.readers.sheet_facts import (
    MergedRange,
    SheetFacts,
    hidden_columns,
    level_header,
    spread,
    with_facts,
)
from watchlist.engine.reading.readers.workbook_marks import facts_of
from watchlist.engine.reading.rows import Row
from watchlist.engine.reading.sheets import Extent, characters_shared, extent_of, shared_lengths
from watchlist.engine.reading.tables import (
    HEADER_WITHIN,
    HEADLESS,
    NAMES_GOODS,
    Header,
    LineTable,
    find_header,
    header_not_understood,
    read_table,
)
from watchlist.engine.texts import gettext_lazy as _

MOST_BYTES: Final = 300_000_000
FEW_BYTES: Final = 30_000_000
MOST_TIMES: Final = 200
"""A workbook may unpack to so many times its size, or to few bytes: what a table holds is packed to a tenth or so."""
MOST_CELLS: Final = 5_000_000
MOST_MERGED: Final = 100_000
MOST_TITLES: Final = 60
_WORKBOOK: Final = "xl/workbook.xml"
_OTHER_FORMATS: Final = frozenset({"xl/workbook.bin", "content.xml"})
"""Parts of workbooks that the same reader opens, and nothing here bounds."""

CellValue = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet as it stands in the workbook; its rows are levelled and filled before they are read."""

    name: str
    visibility: Visibility
    rows: list[Row]
    facts: SheetFacts
    merged: list[MergedRange] = field(default_factory=list)

    @property
    def is_seen(self) -> bool:
        return self.visibility == "visible"

    @property
    def says_nothing(self) -> bool:
        """Say whether all that stands on the sheet are cells without a value."""
        return all(not text.strip() for row in self.rows for text in row.cells)


def read_spreadsheet(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of a workbook, sheet after sheet, and the names of the sheets left unread; raises ManifestError.

    Of sheets that name no goods, the first with a header is read where no other can be that a person sees, and one
    that holds nothing but formulas without values is lines without fields: nobody can say what it holds.
    """
    facts = facts_within_bounds(data)
    try:
        sheets = list(_sheets(CalamineWorkbook.from_filelike(io.BytesIO(data)), facts))
    except (CalamineError, OSError) as error:
        raise ManifestError(
            _("it cannot be read as an .xlsx workbook (%(why)s); save it again, or as CSV"), why=error
        ) from error
    return contents_of_sheets(sheets, corrections, keep)


def contents_of_sheets(sheets: Sequence[WorkbookSheet], corrections: Corrections, keep: Keep) -> Contents:
    """Return the lines of these sheets, those that a person sees first; raises ManifestError."""
    parts = [part for sheet in sheets for part in _papers_on(sheet, corrections)]
    filled = [sheet for sheet in parts if not all(row.blank for row in sheet.rows)]
    if not filled:
        raise ManifestError(_("it is empty; send a workbook with a header row and the lines of the shipment"))
    chosen = list(_chosen(filled, corrections))
    if not chosen and all(sheet.says_nothing for sheet in filled):
        raise ManifestError(
            _("its cells are formulas without values; open it in a spreadsheet program, save it there, and send that")
        )
    tables = _tables(chosen)
    if not chosen:
        raise header_not_understood(filled[0].rows)
    if not any(table.lines for table in tables):
        raise ManifestError(_("it has a header row and no line under it; add the lines of the shipment"))
    read = {table.heading.sheet for table in tables}
    kinds = [_kind(sheet, header) for sheet, header in chosen]
    return _contents(
        list(zip(kinds, tables, strict=True)), tuple(sheet.name for sheet in filled if sheet.name not in read), keep
    )


def _papers_on(sheet: WorkbookSheet, corrections: Corrections) -> Iterator[WorkbookSheet]:
    """Yield the papers that stand on one sheet below each other, each of them as a sheet: an invoice, a packing list.

    One begins where a title of another kind stands by itself, with a header of goods below it.
    """
    starts: list[tuple[int, str]] = []
    for at, row in enumerate(sheet.rows):
        texts = list(islice(filter(None, map(str.strip, row.cells)), 2))
        kind = paper_kind(texts[0]) if len(texts) == 1 else ""
        if kind and (not starts or starts[-1][1] != kind):
            below = find_header(sheet.rows[at + 1 : at + 1 + HEADER_WITHIN], corrections)
            if below and below.rank >= NAMES_GOODS:
                starts.append((at, kind))
    if len(starts) < 2:
        yield sheet
        return
    ends = [*(at for at, _ in starts[1:]), len(sheet.rows)]
    for first, (at, kind), end in zip([0, *ends], starts, ends, strict=False):
        merged = [
            span._replace(top=span.top - first, bottom=min(span.bottom, end - 1) - first)
            for span in sheet.merged
            if first <= span.top < end
        ]
        name = sheet.name if at == starts[0][0] else f"{sheet.name}, {kind} in row {at + 1}"
        yield replace(sheet, name=name, rows=sheet.rows[first:end], merged=merged)


def _chosen(sheets: Sequence[WorkbookSheet], corrections: Corrections) -> Iterator[tuple[WorkbookSheet, Header]]:
    """Yield the sheets whose header names goods, and those headed like one of them; where there are none, the first."""
    headed = [(sheet, header) for sheet in sheets if (header := find_header(sheet.rows, corrections))]
    goods = [(sheet, header) for sheet, header in headed if header.rank >= NAMES_GOODS]
    if not any(sheet.is_seen for sheet, _ in goods):
        goods += [(sheet, header) for sheet, header in headed if sheet.is_seen or not goods][:1]
    shapes = {file_shape(sheet.rows[header.at].cells) for sheet, header in goods}
    found = {sheet.name: header for sheet, header in headed if file_shape(sheet.rows[header.at].cells) in shapes}
    for sheet in sheets:
        if sheet.name in found or (found and sheet.says_nothing):
            yield sheet, found.get(sheet.name, HEADLESS)


def _tables(chosen: Sequence[tuple[WorkbookSheet, Header]]) -> list[LineTable]:
    tables: list[LineTable] = []
    for sheet, found in chosen:
        first = 1 + sum(len(table.lines) for table in tables)
        if found is HEADLESS:
            tables.append(_accounted(read_table(sheet.rows, found, name=sheet.name, first=first), sheet, found))
            continue
        # Corrections are found by the row that was found, before a header of several rows is made one.
        shape = file_shape(sheet.rows[found.at].cells)
        header = level_header(sheet.rows, found, sheet.merged)
        columns = read_columns(sheet.rows[header.at].cells, header.corrections)
        spread(sheet.rows, columns, sheet.merged, header.at + 1)
        table = read_table(sheet.rows, header, name=sheet.name, first=first)
        tables.append(_accounted(replace(table, heading=replace(table.heading, shape=shape)), sheet, header))
    return tables


def _accounted(table: LineTable, sheet: WorkbookSheet, header: Header) -> LineTable:
    """Return a table whose account says what of its sheet nobody sees."""
    heads = sheet.rows[header.at].cells if header.at >= 0 else ()
    account = replace(
        table.account,
        visibility=sheet.visibility,
        hidden_rows=sum(1 for row in sheet.rows if row.facts.hidden == "row" and not row.blank),
        hidden_columns=first_few(hidden_columns(sheet.rows, sheet.facts, heads)),
        unseen_lines=sum(1 for row in sheet.rows[header.at + 1 :] if row.facts.unseen),
    )
    return replace(table, account=account)


def _kind(sheet: WorkbookSheet, header: Header) -> str:
    """Return which paper a sheet is, by its name or a title above its header."""
    titles = (cell for row in sheet.rows[: max(header.at, 0)][:HEADER_WITHIN] for cell in row.cells[:MOST_TITLES])
    return next(filter(None, map(paper_kind, (sheet.name, *titles))), "")


def _contents(tables: Sequence[PaperTable], not_read: tuple[str, ...], keep: Keep) -> Contents:
    settled = reconciled(tables)
    return Contents(
        columns=tuple(column for table in settled for column in table.heading.columns),
        lines=keep(line for table in settled for line in table.lines),
        headings=tuple(table.heading for table in settled),
        account=Account("", "workbook", tuple(table.account for table in settled), not_read),
        head={name: text for table in reversed(settled) for name, text in table.head.items()},
        kinds=tuple(kind for kind, _table in tables),
        heads=tuple(TableHead(table.head, table.references) for table in settled),
    )


def _sheets(workbook: CalamineWorkbook, facts: dict[str, SheetFacts]) -> Iterator[WorkbookSheet]:
    """Yield the work sheets, those that a person sees first; raises ManifestError for more than are laid out."""
    cells = 0
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for about in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible):
        if (of_sheet := facts.get(about.name)) is None:
            raise ManifestError(_("one of its sheets is not where the workbook says; save it again, or as CSV"))
        sheet = workbook.get_sheet_by_name(about.name)
        # Several sheets may be one part, and a part is laid out for each.
        last_row, last_column = sheet.end or (-1, -1)
        rows, columns = of_sheet.extent
        refuse_cells(cells := cells + max(last_row + 1, rows) * max(last_column + 1, columns))
        values = sheet.to_python(skip_empty_area=False)
        for row, column in of_sheet.percent:
            if row < len(values) and column < len(values[row]):
                values[row][column] = as_percent(values[row][column])
        visibility = _visibility(about.visible)
        yield WorkbookSheet(
            about.name,
            visibility,
            with_facts([Row([_text(value) for value in row]) for row in values], of_sheet, visibility),
            of_sheet,
            ranges_apart([MergedRange(*start, *end) for start, end in sheet.merged_cell_ranges or ()], values),
        )


def _visibility(state: SheetVisibleEnum) -> Visibility:
    if state == SheetVisibleEnum.VeryHidden:
        return "very_hidden"
    return "visible" if state == SheetVisibleEnum.Visible else "hidden"


def ranges_apart(merged: list[MergedRange], values: Sequence[Sequence[object]]) -> list[MergedRange]:
    """Return the ranges; raises ManifestError where they cover more cells than there are: no two may overlap."""
    rows, columns = len(values), max(map(len, values), default=0)
    covered = sum(
        max(0, min(span.bottom + 1, rows) - span.top) * max(0, min(span.right + 1, columns) - span.left)
        for span in merged
    )
    if covered > rows * columns:
        raise ManifestError(_("ranges of its merged cells overlap; save it again, or as CSV"))
    return merged


def _text(value: CellValue) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case int() | float():
            return plain_number(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def as_percent(value: CellValue) -> CellValue:
    """Return a number as its cell shows it: 0.98 formatted as per cent says 98 %."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{plain_number(float(Decimal(plain_number(value)) * 100))} %"


def facts_within_bounds(data: bytes) -> dict[str, SheetFacts]:
    """Return the facts of the sheets of a workbook that may be laid out; raises ManifestError for any other."""
    try:
        archive = Archive(data)
        names = {name.casefold() for name in archive.names}
        if _WORKBOOK not in names or names & _OTHER_FORMATS:
            raise ManifestError(_("it is an archive, not an .xlsx workbook; send the workbook itself as .xlsx, or CSV"))
        refuse_size(archive, len(data))
        _refuse_sheets(archive)
        return facts_of(archive)
    except BrokenArchive as error:
        raise ManifestError(_("it is not an .xlsx workbook; save it as .xlsx without a password, or as CSV")) from error


def refuse_cells(cells: int) -> None:
    """Raise ManifestError for more cells than are laid out."""
    if cells > MOST_CELLS:
        raise ManifestError(_("its sheets span more than 5,000,000 cells; delete what stands far from the table"))


def refuse_size(archive: Archive, packed: int) -> None:
    """Raise ManifestError for an archive that unpacks to more than an office document does."""
    if archive.size > MOST_BYTES:
        raise ManifestError(_("it unpacks to more than 300 MB; split it, or send CSV"))
    if archive.size > max(FEW_BYTES, MOST_TIMES * packed):
        raise ManifestError(_("it unpacks to more than 200 times its size; save it again, or as CSV"))


def _refuse_sheets(archive: Archive) -> None:
    # A workbook may keep its sheets under any name.
    extents = [extent_of(part) for part in archive]
    for extent in extents:
        refuse_cells(extent.cells)
    if max((extent.merged for extent in extents), default=0) > MOST_MERGED:
        raise ManifestError(_("more than 100,000 ranges of its cells are merged; save it as CSV"))
    _refuse_texts(archive, extents)


def _refuse_texts(archive: Archive, extents: list[Extent]) -> None:
    """Raise for a long text that very many cells share; what each cell holds is counted only where it may matter."""
    lengths = [length for part in archive for length in shared_lengths(part)]
    if len(lengths) > MOST_CELLS:
        raise ManifestError(_("it unpacks to more than 300 MB; split it, or send CSV"))
    if sum(extent.sharing for extent in extents) * max(lengths, default=0) > MOST_BYTES:
        shared = sum(characters_shared(part, tuple(lengths)) for part in archive)
        if shared > MOST_BYTES:
            raise ManifestError(_("its cells hold more than 300 MB of text; split it, or send CSV"))
