"""Papers of trade from blocks to lines: which paper a page belongs to, where its goods stand, what is beside them.

A block is a table that lines draw, or one line of text in segments. Of a table without lines the columns are found by
where the texts below its header stand. What is in no table is accounted for; a CAS number in it is a line all the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Final, NamedTuple

from msgspec import Struct

from chemistry import written_in
from watchlist.engine.reading.amounts import read_amount
from watchlist.engine.reading.columns import (
    IDENTITY_FIELDS,
    Column,
    Corrections,
    SheetHeading,
    file_shape,
    header_key,
    read_column,
    read_columns,
    uncorrected,
    unique_names,
)
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.footings import BELOW, footer_reason
from watchlist.engine.reading.heads import head_references, head_texts, label_of
from watchlist.engine.reading.lines import (
    Account,
    Cell,
    Contents,
    DeclaredLine,
    Keep,
    SheetAccount,
    TableHead,
    declare_line,
    first_few,
    mend,
)
from watchlist.engine.reading.paper_kinds import paper_kind
from watchlist.engine.reading.readers.reconciling import PaperTable, reconciled
from watchlist.engine.reading.readers.sheet_facts import MergedRange, level_header, spread
from watchlist.engine.reading.readers.unruled import TextLine, unruled_tables
from watchlist.engine.reading.rows import Box, Row, RowPlace
from watchlist.engine.reading.tables import (
    FIGURE,
    HEADER_WITHIN,
    NAMES_GOODS,
    Header,
    LineTable,
    find_goods_header,
    header_not_understood,
    read_table,
)
from watchlist.engine.texts import gettext_lazy as _

_NUMBERED: Final = re.compile(r"^\s{0,4}[0-9]{1,2}(?:[./][0-9]{1,2})?[.)]?\s{1,4}(?=[^\W\d_])")
_FIGURES: Final = re.compile(r"[0-9]+")
EDGE: Final = 4
"""Lines of text at the top and the bottom of a page that may be of every page."""
_SAME_EDGE: Final = 6.0
"""Points."""
_TEXT: Final = Column("text", "name", key="text")
_NUMBER: Final = Column("CAS number in the text", "cas", key=header_key("CAS number in the text"))
_AMOUNT: Final = Column("amount in the text", "quantity", key=header_key("amount in the text"))
NO_GOODS: Final = _("it names no goods that could be read; send the list of goods as a workbook or CSV")
NO_LINE: Final = _("it has a header row and no line under it; add the lines of the shipment")


class PaperBlock(Struct, forbid_unknown_fields=True):
    """A table that lines draw, or one line of text, as it comes from the other process; page 0 where there are none."""

    page: int
    is_table: bool
    rows: list[list[str]]
    boxes: list[list[Box | None]]
    merged: list[tuple[int, int, int, int]]


@dataclass(slots=True)
class Paper:
    """One paper of a file: which one it is ("invoice"), its blocks, and how many tables stand before it."""

    kind: str
    tables_before: int = 0
    blocks: list[PaperBlock] = field(default_factory=list)


@dataclass(slots=True)
class GoodsTable:
    """A table of goods as it stands in a paper, over several pages perhaps: its header is its first row, or rows."""

    name: str
    shape: str
    width: int
    rows: list[Row]
    merged: list[MergedRange]
    above: list[Row]
    is_ruled: bool = True


def contents_of_tables(tables: Sequence[PaperTable], keep: Keep, dialect: str) -> Contents:
    """Return the lines of tables after the papers of one shipment are reconciled."""
    settled = list(_named_apart(reconciled(tables)))
    return Contents(
        columns=tuple(column for table in settled for column in table.heading.columns),
        lines=keep(line for table in settled for line in table.lines),
        headings=tuple(table.heading for table in settled),
        account=Account("", dialect, tuple(table.account for table in settled)),
        head={name: text for table in reversed(settled) for name, text in table.head.items()},
        kinds=tuple(kind for kind, _table in tables),
        heads=tuple(TableHead(table.head, table.references) for table in settled),
    )


def _named_apart(tables: Sequence[LineTable]) -> Iterator[LineTable]:
    """Yield the tables, two on one page under names of their own."""
    names = unique_names(table.heading.sheet for table in tables)
    for table, name in zip(tables, names, strict=True):
        yield replace(table, heading=replace(table.heading, sheet=name), account=replace(table.account, name=name))


def papers_of(blocks: Iterable[PaperBlock]) -> list[Paper]:
    """Return the papers in order: one begins where a title of another kind stands."""
    papers = [Paper("")]
    tables = on_page = page = titled = 0
    for block in blocks:
        tables += block.is_table
        on_page, page = on_page + 1 if block.page == page else 1, block.page
        title = "" if block.is_table else " ".join(block.rows[0])
        kind = paper_kind(title)
        # "Delivery note 80012" between the goods of an invoice says which of them were on it.
        if papers[-1].kind and any(map(str.isdigit, title)) and (page in (0, titled) or on_page > EDGE):
            kind = ""
        titled = page if kind else titled
        if kind and papers[-1].kind not in ("", kind):
            papers.append(Paper(kind, tables))
        elif kind:
            papers[-1].kind = kind
        papers[-1].blocks.append(block)
    return papers


def lines_of_goods(paper: Paper, corrections: Corrections) -> tuple[list[LineTable], tuple[str, ...]]:
    """Return the tables of goods in a paper with the account of what stands around them, and which were not read."""
    found, below, not_read = goods_tables(
        paper.blocks, corrections, is_named=bool(paper.kind), tables_before=paper.tables_before
    )
    tables = [line_table(goods, corrections) for goods in found]
    for at, goods in enumerate(found):
        tables[at] = with_titles(tables[at], goods.above, tables)
    if tables:
        tables[-1] = with_below(tables[-1], below, tables)
    return tables, tuple(not_read)


class FoundTables(NamedTuple):
    """The tables of goods in order, the texts that stand below the first of them or beside, and tables not read."""

    tables: list[GoodsTable]
    below: list[Row]
    not_read: list[str]


def goods_tables(
    blocks: Sequence[PaperBlock], corrections: Corrections, *, is_named: bool, tables_before: int = 0
) -> FoundTables:
    """Return what blocks hold: tables of goods, texts that stand in none, and the names of tables not understood."""
    found: list[GoodsTable] = []
    not_read: list[str] = []
    texts: list[TextLine] = []
    number = tables_before
    running = running_texts(blocks)
    for at, block in enumerate(blocks):
        if not block.is_table:
            texts.append(TextLine(block.page, block.rows[0], block.boxes[0] if block.boxes else [], at in running))
            continue
        number += 1
        texts = _take_unruled(found, texts, corrections, is_named=is_named)
        rows = list(_rows_of(block, number))
        header = find_goods_header(rows, corrections, is_named=is_named)
        if header:
            shape = file_shape(rows[header.at].cells)
            merged = [MergedRange(*ends) for ends in block.merged]
            above = [*(line.as_row() for line in texts), *rows[: header.at]]
            if found and found[-1].shape == shape:
                _extend(found[-1], rows[header.at :], merged, header.at)
                texts += _text_lines(block.page, rows[: header.at])
            else:
                merged = [_moved(span, -header.at) for span in merged if span.top >= header.at]
                name = f"page {block.page}" if block.page else f"table {number}"
                goods = GoodsTable(name, shape, len(rows[header.at].cells), rows[header.at :], merged, above)
                found.append(goods)
                texts = []
        elif found and found[-1].is_ruled and block.page != 0 and _is_continued(found[-1], rows):
            _extend(found[-1], rows, [MergedRange(*ends) for ends in block.merged], 0)
        else:
            texts += _text_lines(block.page, rows)
            if is_a_list(block):
                not_read.append(name_of_table(block, number))
    texts = _take_unruled(found, texts, corrections, is_named=is_named)
    return FoundTables(found, [line.as_row() for line in texts], not_read)


def running_texts(blocks: Sequence[PaperBlock]) -> set[int]:
    """Return which lines of text stand at the edge of a page where another page has them, but for their figures."""
    of_page: defaultdict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if not block.is_table and block.page and block.boxes:
            of_page[block.page].append(at)
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for page in of_page.values():
        for at in {*page[:EDGE], *page[-EDGE:]}:
            block = blocks[at]
            top = min((box[1] for box in block.boxes[0] if box), default=0.0)
            places[_FIGURES.sub("0", " ".join(block.rows[0])), round(top)].add(at)
    return {at for found in places.values() if len({blocks[at].page for at in found}) > 1 for at in found}


def name_of_table(block: PaperBlock, number: int) -> str:
    """Return how a table that was not read is named: where it stands, and how it begins."""
    place = f"page {block.page}" if block.page else f"table {number}"
    begins = next((" | ".join(_one_line(text) for text in row if text) for row in block.rows if any(row)), "")
    return f"{place}, the table that begins {begins[:80]!r} (its header is not understood)"


def _text_lines(page: int, rows: Iterable[Row]) -> list[TextLine]:
    return [TextLine(page, list(row.cells), []) for row in rows if not row.blank]


def _take_unruled(
    found: list[GoodsTable], texts: list[TextLine], corrections: Corrections, *, is_named: bool
) -> list[TextLine]:
    """Append the tables without lines that stand among texts, and return the texts that are left."""
    if not texts:
        return texts
    tables, left = unruled_tables(texts, corrections, is_named=is_named)
    between: list[TextLine] = []
    for above, header, rows in tables:
        if found and found[-1].shape == file_shape(header.cells):
            found[-1].rows += [header, *rows]
            between += above
            continue
        name = header.place.words.partition(",")[0] if header.place else "text"
        shape = file_shape(header.cells)
        lines = [line.as_row() for line in above]
        found.append(GoodsTable(name, shape, len(header.cells), [header, *rows], [], lines, is_ruled=False))
    return [*between, *left]


def _is_continued(goods: GoodsTable, rows: Sequence[Row]) -> bool:
    """Say whether rows without a header are more of a table: as many columns, which begin where its columns do."""
    pairs = zip(_lefts(goods.rows[:HEADER_WITHIN]), _lefts(rows[:HEADER_WITHIN]), strict=False)
    return len(rows[0].cells) == goods.width and all(
        ours is None or theirs is None or abs(ours - theirs) <= _SAME_EDGE for ours, theirs in pairs
    )


def _lefts(rows: Sequence[Row]) -> list[float | None]:
    """Return where each column begins on its page, by the first cell of it that has a place."""
    columns = zip_longest(*(row.place.boxes if row.place else () for row in rows))
    return [next((box[0] for box in boxes if box), None) for boxes in columns]


def _extend(goods: GoodsTable, rows: Sequence[Row], merged: Iterable[MergedRange], skipped: int) -> None:
    onward = len(goods.rows) - skipped
    goods.merged += [_moved(span, onward) for span in merged if span.top >= skipped]
    goods.rows += rows


def _moved(span: MergedRange, by: int) -> MergedRange:
    return MergedRange(span.top + by, span.left, span.bottom + by, span.right)


def _rows_of(block: PaperBlock, number: int) -> Iterator[Row]:
    for at, cells in enumerate(block.rows):
        boxes = block.boxes[at] if at < len(block.boxes) else []
        if not block.is_table:
            words = f"page {block.page}" if block.page else "text"
        else:
            words = f"page {block.page}, table row {at + 1}" if block.page else f"table {number}, row {at + 1}"
        yield Row(cells, place=RowPlace(words, boxes))


def line_table(goods: GoodsTable, corrections: Corrections = uncorrected) -> LineTable:
    """Return the lines of a table of goods; what stands above it is read as its head."""
    above = [row for row in goods.above if not row.blank]
    head_rows = [*(row.cells for row in above), *(pair for pair, _ in _labelled(above))]
    offset = len(above)
    rows = [*above, *(row._replace(cells=[_one_line(text) for text in row.cells]) for row in goods.rows)]
    found = find_goods_header(goods.rows[:1], corrections, is_named=True)
    header = (found or Header(NAMES_GOODS, 0, 0, {}))._replace(at=offset)
    merged = [_moved(span, offset) for span in goods.merged]
    header = level_header(rows, header, merged)
    columns = read_columns(rows[header.at].cells, header.corrections)
    spread(rows, columns, merged, header.at + 1)
    table = read_table(rows, header, name=goods.name, numbers_above=False)
    lines = tuple(_with_number(line, columns) for line in table.lines)
    return replace(
        table,
        heading=replace(table.heading, shape=goods.shape),
        lines=lines,
        head={**head_texts(head_rows), **table.head},
        references={**head_references(head_rows), **table.references},
    )


def _with_number(line: DeclaredLine, columns: Sequence[Column]) -> DeclaredLine:
    """Return a line with the CAS number that stands in a column not understood; more than one are its remarks."""
    if "cas" in line.fields:
        return line
    texts = [text for column in columns if not column.field and (text := line.declared.get(column.name, ""))]
    numbers = {number for text in texts for number in written_in(text)}
    if not numbers:
        return line
    fields = dict(line.fields)
    if len(numbers) == 1:
        fields["cas"] = numbers.pop()
        return replace(line, fields=fields)
    fields["remarks"] = "; ".join([fields.get("remarks", ""), *texts]).removeprefix("; ")
    return replace(line, fields=fields, problems=(*line.problems, *mend(fields)))


def _labelled(rows: Sequence[Row], is_label: Callable[[str], bool] = label_of) -> Iterator[tuple[list[str], Row]]:
    """Yield labels with what stands below them, in the same box of a form or under them on the page; and their row."""
    for row, below in zip_longest(rows, rows[1:], fillvalue=Row(())):
        boxes = row.place.boxes if row.place else ()
        under = below.place.boxes if below.place else ()
        for at, text in enumerate(row.cells):
            first, newline, rest = text.strip().partition("\n")
            label = _bare(first)
            if not is_label(label):
                continue
            if newline:
                yield [label, ", ".join(rest.split("\n"))], row
            elif at < len(boxes) and (box := boxes[at]):
                for column, other in enumerate(under):
                    if other and column < len(below.cells) and abs(other[0] - box[0]) < 6 and other[1] - box[3] < 16:
                        yield [label, below.cells[column]], row


def _bare(label: str) -> str:
    """Return a label without the number of its box, and without a colon."""
    return _NUMBERED.sub("", label).rstrip(" :：")


def labelled_goods(paper: Paper) -> LineTable | None:
    """Return the goods of a form that has no table of them: "33 Commodity code" with its code below or beside it.

    Each text that names goods begins another good. None where nothing names any, or nothing is said of it besides, and
    where a table stands whose header was not understood: a person says first what it holds.
    """
    if any(map(is_a_list, paper.blocks)):
        return None
    rows = [row for block in paper.blocks for row in _rows_of(block, 1)]
    goods: list[tuple[dict[str, Cell], Row]] = []
    for (label, text), row in _pairs_in_order(rows):
        column = replace(read_column(label), key=header_key(label))
        if column.field == "name" or not goods:
            goods.append(({}, row))
        goods[-1][0].setdefault(column.field or "", Cell(column, text))
    named = [(cells, row) for cells, row in goods if cells.keys() & IDENTITY_FIELDS and len(cells) > 1]
    if not named:
        return None
    lines = []
    for number, (cells, row) in enumerate(named, start=1):
        place = RowPlace(row.place.words) if row.place else None
        lines.append(Row((), place=place).placed(declare_line(number, cells.values()), []))
    columns = tuple(dict.fromkeys(cell.column for cells, _ in named for cell in cells.values()))
    head_rows = [*(row.cells for row in rows), *(pair for pair, _ in _labelled(rows))]
    account = SheetAccount("form", rows=len(rows), titles=len(rows) - len(lines), lines=len(lines))
    heading = SheetHeading("form", file_shape([column.name for column in columns]), columns)
    table = LineTable(heading, tuple(lines), account, head_texts(head_rows), head_references(head_rows))
    return with_titles(table, rows, [table])


def is_a_list(block: PaperBlock) -> bool:
    """Say whether a table is no form: two rows of three texts or more, none of them below a label in its box."""
    full = [row for row in block.rows if sum(bool(text) for text in row) > 2 and not any("\n" in text for text in row)]
    return block.is_table and len(full) > 1


def _pairs_in_order(rows: Sequence[Row]) -> Iterator[tuple[list[str], Row]]:
    """Yield labels of goods with their texts: beside them after a colon, below them, or in one box with them."""
    for at, row in enumerate(rows):
        for cell in row.cells:
            label, colon, text = cell.replace("：", ":").partition(":")
            if colon and "\n" not in label and text.strip() and _of_goods(_bare(label)):
                yield [_bare(label), _one_line(text.strip())], row
        yield from _labelled(rows[at : at + 2], _of_goods) if at + 1 == len(rows) else _first_of(rows[at : at + 2])


def _first_of(rows: Sequence[Row]) -> Iterator[tuple[list[str], Row]]:
    return (pair for pair in _labelled(rows, _of_goods) if pair[1] is rows[0])


def _of_goods(label: str) -> bool:
    return bool(label) and read_column(label).field in IDENTITY_FIELDS | {"quantity", "concentration"}


def _one_line(text: str) -> str:
    """Return the text of a cell in one line; a word that ends with a hyphen goes on without a space."""
    if "\n" not in text:
        return text
    joined = ""
    for part in map(str.strip, text.split("\n")):
        glued = joined.endswith("-") and not joined.endswith(" -") and part[:1].isalnum()
        joined = f"{joined}{'' if glued or not joined else ' '}{part}"
    return joined


def with_titles(table: LineTable, titles: Sequence[Row], tables: Sequence[LineTable]) -> LineTable:
    """Return a table with a line for each text above it, counted as a title, that holds a new CAS number."""
    lines, _others, columns = _numbered_texts(table, titles, tables)
    new = len(lines) - len(table.lines)
    account = replace(table.account, lines=len(lines), titles=table.account.titles - new)
    return replace(table, lines=lines, account=account, heading=replace(table.heading, columns=columns))


def _numbered_texts(
    table: LineTable, rows: Sequence[Row], tables: Sequence[LineTable]
) -> tuple[tuple[DeclaredLine, ...], list[str], tuple[Column, ...]]:
    """Return the lines of a table and of texts with CAS numbers of no line, the other texts, and the columns."""
    numbers_of_lines = {
        number
        for other in tables
        for line in other.lines
        for text in line.fields.values()
        for number in written_in(text)
    }
    lines: list[DeclaredLine] = list(table.lines)
    others: list[str] = []
    first = lines[0].number if lines else 1
    columns = table.heading.columns
    for row in rows:
        text = " ".join(_one_line(cell) for cell in row.cells if cell.strip())
        if set(written_in(text)) - numbers_of_lines:
            cells = cells_by_value(row.cells)
            lines.append(row.placed(declare_line(first + len(lines), cells), [cell.column for cell in cells]))
            columns = (*columns, *(cell.column for cell in cells if cell.column not in columns))
        elif text:
            others.append(text)
    return tuple(lines), others, columns


def cells_by_value(texts: Sequence[str]) -> list[Cell]:
    """Return what a row without a header says by itself: a CAS number, an amount with its unit, and a name beside them.

    Where no cell is a CAS number alone, it is one text: what stands in it beside the number may be of another good.
    """
    filled = [text for cell in texts if (text := _one_line(cell.strip()))]
    numbers = [text for text in filled if written_in(text) == [text]]
    if len(numbers) != 1:
        return [Cell(_TEXT, " ".join(filled))]
    amounts = [text for text in filled if _is_amount(text)]
    cells_read = {*numbers, *(amounts if len(amounts) == 1 else ())}
    rest = " ".join(text for text in filled if text not in cells_read)
    cells = [Cell(_TEXT, rest), Cell(_NUMBER, numbers[0])]
    return [*cells, Cell(_AMOUNT, amounts[0])] if len(amounts) == 1 else cells


def _is_amount(text: str) -> bool:
    """Say whether a text is a figure with a unit of weight, volume or pieces: "5 kg"."""
    if not FIGURE.fullmatch(text) or not text[-1:].isalpha():
        return False
    amount = read_amount({"quantity": text})
    measured = [figure for figure in (amount.kilograms, amount.litres, amount.pieces) if figure is not None]
    return len(measured) == 1 and not amount.problems


def with_below(table: LineTable, below: Sequence[Row], tables: Sequence[LineTable]) -> LineTable:
    """Return the last table with the account of the texts below it; one that holds a new CAS number is a line."""
    lines, others, columns = _numbered_texts(table, below, tables)
    skipped = [f"{footer_reason(text) or BELOW}: {text}" for text in others]
    account = table.account
    account = replace(
        account,
        rows=account.rows + len(skipped) + len(lines) - len(table.lines),
        lines=len(lines),
        skipped_rows=account.skipped_rows + len(skipped),
        skipped_texts=first_few([*account.skipped_texts, *skipped]),
    )
    # Parties and dates stand below the goods too.
    head_rows = [row.cells for row in below]
    return replace(
        table,
        lines=lines,
        account=account,
        heading=replace(table.heading, columns=columns),
        head={**head_texts(head_rows), **table.head},
        references={**head_references(head_rows), **table.references},
    )


def texts_of(paper: Paper) -> list[Row]:
    """Return all that stands in a paper as rows of text."""
    return [row for block in paper.blocks for row in _rows_of(block, 1) if not row.blank]


def not_understood(blocks: Sequence[PaperBlock]) -> ManifestError:
    """Return the refusal that shows the widest row of the largest table, so that a person can say what it holds."""
    tables = [block for block in blocks if block.is_table and max(map(len, block.rows), default=0) > 1]
    if not tables:
        return ManifestError(NO_GOODS)
    largest = max(tables, key=lambda block: len(block.rows))
    return header_not_understood([Row([_one_line(text) for text in row]) for row in largest.rows])
