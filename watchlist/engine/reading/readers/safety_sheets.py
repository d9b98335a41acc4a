"""Safety data sheets: section 1 names the product, section 3 its components. What other sections name is no good.

The product is a line; so is each component, with its CAS number and share, and the remark of which product it is part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from chemistry import written_in
from watchlist.engine.reading.columns import Column, Corrections, SheetHeading, file_shape, header_key, read_column
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.lines import Cell, DeclaredLine, SheetAccount, declare_line
from watchlist.engine.reading.readers.papers import PaperBlock, goods_tables, line_table
from watchlist.engine.reading.readers.reconciling import COMPONENT_OF
from watchlist.engine.reading.rows import Row, RowPlace
from watchlist.engine.reading.tables import LineTable

_SECTION: Final = re.compile(
    r"(?:(?:section|abschnitt|rubrique|secci[oó]n|sec[çc][aã]o|sezione|rubriek|sekcja|раздел|avsnitt|punkt|kohta|oddíl|"
    r"szakasz|sec[țt]iunea|bölüm|項目|第)\s*)?(?P<number>1?[0-9]|[一二三四五六七八九十]{1,3})\s*(?:部分|節|项|[.:：、)-]|\s)\s*\S",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"\s*(?:section|abschnitt|rubrique|secci[oó]n|sec[çc][aã]o|sezione|rubriek|sekcja|раздел|avsnitt|punkt|kohta|oddíl|"
    r"szakasz|sec[țt]iunea|bölüm|項目|第)",
    re.IGNORECASE,
)
_CHINESE: Final = {numeral: at for at, numeral in enumerate("一二三四五六七八九十", start=1)}
_NAME, _SHEET = "name", "safety data sheet"
_AS_WRITTEN: Final = Column("text", "name", key="text")
_PART: Final = Column(COMPONENT_OF, "remarks", key=header_key(COMPONENT_OF))


def safety_table(blocks: Sequence[PaperBlock], corrections: Corrections) -> LineTable | None:
    """Return the lines of a safety data sheet; None where neither its product nor a component is found."""
    sections = list(_by_section(blocks))
    # A paper that names a safety data sheet, and numbers none of its sections, is another paper.
    if not any(number in (1, 3) for number, _ in sections):
        return None
    products = list(_products(block for number, block in sections if number <= 1))
    product = products[0][1] if products else ""
    in_section = [block for number, block in sections if number == 3]
    tables, texts, _not_read = goods_tables(in_section, corrections, is_named=True)
    components = [line for goods in tables for line in line_table(goods, corrections).lines]
    labelled = _labelled(texts) if not components else {}
    lines: list[DeclaredLine] = []
    if product:
        cells = [Cell(Column(label, _NAME, key=header_key(label)), text) for label, text, _ in products[:1]]
        cells += [Cell(Column(label, None, key=header_key(label)), text) for label, text, _ in products[1:]]
        cells += [Cell(Column(label, field, key=header_key(label)), text) for label, (field, text) in labelled.items()]
        lines.append(Row((), place=products[0][2]).placed(declare_line(1, cells), []))
    elif labelled:
        lines.append(declare_line(1, [Cell(Column(label, field), text) for label, (field, text) in labelled.items()]))
    for component in components:
        lines.append(_as_component(component, len(lines) + 1, product))
    # What section 3 numbers in a way that was not understood is a component all the same.
    numbers_of_lines = {number for line in lines for text in line.fields.values() for number in written_in(text)}
    for block in in_section:
        for texts_of_row in block.rows:
            text = " ".join(" ".join(texts_of_row).split())
            if new := [number for number in written_in(text) if number not in numbers_of_lines]:
                numbers_of_lines.update(new)
                part = declare_line(len(lines) + 1, [Cell(_AS_WRITTEN, text)])
                lines.append(_as_component(part, len(lines) + 1, product))
    if not lines:
        return None
    columns = [column for goods in tables for column in line_table(goods, corrections).heading.columns]
    shape = tables[0].shape if tables else file_shape([label for label, _, _ in products])
    name = f"safety data sheet, {product[:60]}" if product else _SHEET
    rows = sum(len(block.rows) for block in blocks)
    account = SheetAccount(name, rows=rows, titles=rows - len(lines), lines=len(lines))
    return LineTable(SheetHeading(name, shape, tuple(columns)), tuple(lines), account)


def tables_beside(blocks: Sequence[PaperBlock], corrections: Corrections) -> list[LineTable]:
    """Return the tables outside section 3 that say how much of goods there is: of another paper in one with the sheet.

    No section of a safety data sheet states a quantity; what they name by number or limit is no good of the shipment.
    """
    outside = [block for number, block in _by_section(blocks) if number != 3]
    tables = [line_table(goods, corrections) for goods in goods_tables(outside, corrections, is_named=False).tables]
    return [table for table in tables if table.lines and any(c.field == "quantity" for c in table.heading.columns)]


def _as_component(line: DeclaredLine, number: int, product: str) -> DeclaredLine:
    key = f"L{number}" if line.key == f"L{line.number}" else line.key
    declared = {**line.declared, **({_PART.name: product} if product else {})}
    fields = {**line.fields, **({"remarks": f"component of {product} (safety data sheet)"} if product else {})}
    return replace(line, number=number, key=key, declared=declared, fields=fields)


def _by_section(blocks: Sequence[PaperBlock]) -> Iterator[tuple[int, PaperBlock]]:
    """Yield each block with the number of its section; 0 before the first."""
    number = 0
    for block in blocks:
        if not block.is_table:
            number = _section(" ".join(block.rows[0]), number)
        yield number, block


def _section(text: str, current: int) -> int:
    match = _SECTION.match(text.strip())
    if not match:
        return current
    written = match["number"]
    found = int(written) if written.isdigit() else sum(_CHINESE.get(mark, 0) for mark in written)
    # "3. Composition" is a heading, "15 mg" and "1.2 Uses" are none; a heading goes one onward, or says "section".
    is_named = _NAMED.match(text) is not None
    is_next = found in (current + 1, current + 2) and text.strip()[len(written) : len(written) + 1] in ".:：、)"
    is_subsection = re.match(rf"\s*(?:\D+\s)?{re.escape(written)}\.\d", text) is not None
    return found if 1 <= found <= 16 and (is_named or is_next) and not is_subsection else current


def _products(blocks: Iterator[PaperBlock]) -> Iterator[tuple[str, str, RowPlace | None]]:
    """Yield what section 1 says the product is, the plainest label first: label, text, place."""
    found = []
    for block in blocks:
        for at, cells in enumerate(block.rows):
            boxes = block.boxes[at] if at < len(block.boxes) else []
            place = RowPlace(f"page {block.page}", boxes) if block.page else None
            found += [(label, text, place) for label, text in _pairs(cells) if SAYS.get(header_key(label)) == "product"]
    yield from sorted(found, key=lambda pair: _ORDER.get(header_key(pair[0]), 99))


def _labelled(rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Return what section 3 of a pure substance says by labels: "CAS No.: 67-64-1"."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        for label, text in _pairs(row.cells):
            field = read_column(label).field
            if field in ("cas", "concentration") and (field != "cas" or written_in(text)):
                found.setdefault(label, (field, text))
    return found


def _pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    filled = [text for cell in cells if (text := cell.strip()) and text not in (":", "：")]
    at = 0
    while at < len(filled):
        label, colon, text = filled[at].replace("：", ":").partition(":")
        # "1.1 Product identifier: X" has the number of its part before it.
        label = re.sub(r"^\s*1\.\d\.?\s*", "", label)
        if colon and text.strip():
            yield label.strip(), text.strip().split("\n")[0]
        elif at + 1 < len(filled) and _is_label(label) and not _is_label(filled[at + 1]):
            at += 1
            yield label.strip(), filled[at].lstrip(": ").split("\n")[0]
        at += 1


def _is_label(text: str) -> bool:
    """Say whether a text is a label; beside another it is the header of a table, and no text of that."""
    return header_key(text) in SAYS or read_column(text).field is not None


SAYS: Final = {header_key(row["label"]): row["says"] for row in rows_of("safety_labels.csv")}
_ORDER: Final = {key: at for at, key in enumerate(SAYS)}
