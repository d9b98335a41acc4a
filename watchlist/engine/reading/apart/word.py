"""The tables of a text document (.docx), and the paragraphs around them; also what is marked as inserted."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

MOST_CHARACTERS: Final = 20_000_000
MOST_COLUMNS: Final = 200
BODY, TABLE, ROW, CELL, PARAGRAPH = (qn(name) for name in ("w:body", "w:tbl", "w:tr", "w:tc", "w:p"))
TEXT, TAB, BREAK = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr"))
PICTURES: Final = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")
FEWEST_TABS: Final = 2
"""Tabs in a paragraph that may be a row of a table set with them."""
VALUE: Final = qn("w:val")


def taken_apart(data: bytes) -> dict[str, Any]:
    """Return tables and paragraphs in order, and how many pictures stand among them.

    Raises ValueError with the code of a refusal.
    """
    try:
        body = docx.Document(BytesIO(data)).element.body
    except (OpcError, KeyError, AttributeError, SyntaxError, OSError, ValueError) as error:
        raise ValueError("damaged") from error
    blocks: list[dict[str, Any]] = []
    characters = 0
    for block in _blocks(body):
        characters += sum(len(text) for row in block["rows"] for text in row)
        if characters > MOST_CHARACTERS:
            raise ValueError("texts")
        blocks.append(block)
    pictures = sum(1 for _ in body.iter(*PICTURES))
    return {"blocks": blocks, "textless": [], "pictures": pictures, "pages": 0}


def _blocks(parent: Any) -> Iterator[dict[str, Any]]:
    """Yield what stands in a body, or in a control or cell within it, in order."""
    tabbed: list[str] = []
    for child in parent:
        text = _text(child).strip("\n") if child.tag == PARAGRAPH else ""
        if text.count("\t") >= FEWEST_TABS and "\n" not in text:
            tabbed.append(text)
            continue
        if child.tag != PARAGRAPH or text.strip():
            yield from _tabbed(tabbed)
            tabbed = []
        if child.tag == TABLE:
            yield _table(child)
            # A table within a cell is a table of its own; its words stand in the cell too.
            yield from (_table(inner) for cell in child.iter(CELL) for inner in cell if inner.tag == TABLE)
        elif text.strip():
            yield _line(text)
        elif child.tag not in (CELL, ROW, PARAGRAPH):
            yield from _blocks(child)
    yield from _tabbed(tabbed)


def _line(text: str) -> dict[str, Any]:
    cells = [part.strip() for part in text.split("\t") if part.strip()]
    return {"page": 0, "is_table": False, "rows": [cells], "boxes": [], "merged": []}


def _tabbed(texts: list[str]) -> Iterator[dict[str, Any]]:
    """Yield paragraphs with tabs one below the other: as a table where each has as many parts, else as lines."""
    rows = [[part.strip() for part in text.split("\t")] for text in texts]
    if len({len(row) for row in rows}) > 1:
        # Some press the key until it looks right: how many tabs are between two texts then says nothing.
        rows = [[part for part in row if part] for row in rows]
    if len(rows) > 1 and len({len(row) for row in rows}) == 1:
        yield {"page": 0, "is_table": True, "rows": rows, "boxes": [], "merged": []}
    else:
        yield from (_line(text) for text in texts if text.strip())


def _table(table: Any) -> dict[str, Any]:
    rows: list[list[str]] = []
    merged: list[list[int]] = []
    open_at: dict[int, list[int]] = {}
    for row in _inside(table, ROW):
        texts: list[str] = []
        for cell in _inside(row, CELL):
            span = min(_number(cell, "w:gridSpan"), MOST_COLUMNS)
            at, start = len(texts), len(rows)
            joins = _vertical(cell)
            if joins == "continue" and at in open_at:
                open_at[at][2] = start
                texts += [""] * span
                continue
            texts += [_text(cell).strip(), *[""] * (span - 1)]
            here = [start, at, start, at + span - 1]
            open_at.pop(at, None)
            if joins:
                open_at[at] = here
            if joins or span > 1:
                merged.append(here)
        rows.append(texts)
    kept = [span for span in merged if span[0] != span[2] or span[1] != span[3]]
    return {"page": 0, "is_table": True, "rows": rows, "boxes": [], "merged": kept}


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or cells of a row, also those within a control, and not those of a table within."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in (TABLE, ROW, CELL, PARAGRAPH):
            yield from _inside(child, tag)


def _text(element: Any) -> str:
    parts: list[str] = []
    for node in element.iter(TEXT, TAB, *BREAK, PARAGRAPH):
        if node.tag == TEXT:
            parts.append(node.text or "")
        elif node.tag == TAB:
            parts.append("\t")
        elif parts:
            parts.append("\n")
    return "".join(parts)


def _property(cell: Any, name: str) -> Any:
    properties = cell.find(qn("w:tcPr"))
    return None if properties is None else properties.find(qn(name))


def _number(cell: Any, name: str) -> int:
    found = _property(cell, name)
    text = "" if found is None else found.get(VALUE, "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def _vertical(cell: Any) -> str:
    """Return "restart" for the first of merged cells, "continue" for the others, "" for a cell by itself."""
    found = _property(cell, "w:vMerge")
    return "" if found is None else found.get(VALUE, "continue")
