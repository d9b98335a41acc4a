"""The texts of a PDF by where they stand: cells of tables that lines draw, and beside them lines of text in segments.

What a table without lines is, and what any of it means, is not found out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

MOST_PAGES: Final = 200
MOST_CHARACTERS: Final = 3_000_000
MOST_EDGES: Final = 20_000
"""Lines and sides of boxes on a page: more are a drawing, whose crossings take a time by their square."""
STUMBLES: Final = (
    PdfminerException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    UnicodeError,
)
"""What the library answers a broken file with: whatever it stumbled over."""
Word = dict[str, Any]
Box = list[float]


def taken_apart(data: bytes) -> dict[str, Any]:
    """Return the blocks of all pages in order, and which pages have no text. Raises ValueError: a code of refusal."""
    try:
        return _pages(data)
    except PdfminerException as error:
        raise ValueError("locked" if "Password" in repr(error) else "damaged") from error
    except STUMBLES as error:
        raise ValueError("damaged") from error


def _pages(data: bytes) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    textless: list[int] = []
    characters = 0
    with pdfplumber.open(BytesIO(data)) as document:
        if len(document.pages) > MOST_PAGES:
            raise ValueError("pages")
        for number, page in enumerate(document.pages, start=1):
            # What is printed twice, a hair beside itself, is bold, and said once.
            seen = page.dedupe_chars() if len(page.chars) < 20_000 else page
            characters += len(seen.chars)
            if characters > MOST_CHARACTERS:
                raise ValueError("texts")
            found = list(_blocks(seen, number))
            blocks += found
            if not found:
                textless.append(number)
            page.close()
    return {"blocks": blocks, "textless": textless, "pages": len(document.pages)}


def _blocks(page: Page, number: int) -> Iterator[dict[str, Any]]:
    """Yield tables and lines of text from the top to the bottom."""
    words = page.extract_words(x_tolerance_ratio=0.2, keep_blank_chars=False, use_text_flow=False)
    few = len(page.edges) <= MOST_EDGES
    tables = [table for table in (page.find_tables() if few else []) if len(table.cells) > 1]
    found: list[tuple[float, dict[str, Any]]] = []
    rest = words
    for table in tables:
        inside, rest = _split(rest, table.bbox)
        if inside:
            found.append((table.bbox[1], _table(table, inside, number)))
    for line in _lines(rest):
        segments = list(_segments(line))
        row, boxes = [_joined(segment) for segment in segments], [_box(segment) for segment in segments]
        block = {"page": number, "is_table": False, "rows": [row], "boxes": [boxes], "merged": []}
        found.append((min(box[1] for box in boxes), block))
    yield from (block for _, block in sorted(found, key=lambda pair: pair[0]))


def _split(words: Sequence[Word], box: Sequence[float]) -> tuple[list[Word], list[Word]]:
    inside, outside = [], []
    for word in words:
        across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        within = box[0] <= across <= box[2] and box[1] <= down <= box[3]
        (inside if within else outside).append(word)
    return inside, outside


def _table(table: Table, words: list[Word], number: int) -> dict[str, Any]:
    rows, boxes, merged = [], [], []
    lefts = sorted({round(cell[0], 1) for cell in table.cells})
    tops = sorted({round(cell[1], 1) for cell in table.cells})
    for at, row in enumerate(table.rows):
        # A word of the row above is asked of no cell below.
        texts: list[str] = []
        places: list[Box | None] = []
        for column, cell in enumerate(row.cells):
            if cell is None:
                texts.append("")
                places.append(None)
                continue
            inside, words = _split(words, cell)
            texts.append("\n".join(_joined(line) for line in _lines(inside)))
            places.append([round(end, 1) for end in cell])
            wide = sum(1 for left in lefts if cell[0] - 1 < left < cell[2] - 1)
            tall = sum(1 for top in tops if cell[1] - 1 < top < cell[3] - 1)
            if wide > 1 or tall > 1:
                merged.append([at, column, at + tall - 1, column + wide - 1])
        rows.append(texts)
        boxes.append(places)
    return {"page": number, "is_table": True, "rows": rows, "boxes": boxes, "merged": merged}


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield words in lines, from the top; those of a line share at least half of the height of one."""
    line: list[Word] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        if line and (word["top"] + word["bottom"]) / 2 > line[0]["bottom"] - 0.2 * (line[0]["bottom"] - line[0]["top"]):
            yield sorted(line, key=lambda word: word["x0"])
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda word: word["x0"])


def _segments(line: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of a line in parts, where more than a space is between them."""
    segment = [line[0]]
    for word in line[1:]:
        if word["x0"] - segment[-1]["x1"] > 0.75 * (word["bottom"] - word["top"]):
            yield segment
            segment = []
        segment.append(word)
    yield segment


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word["text"] for word in words)


def _box(words: Sequence[Word]) -> Box:
    return [
        round(min(word["x0"] for word in words), 1),
        round(min(word["top"] for word in words), 1),
        round(max(word["x1"] for word in words), 1),
        round(max(word["bottom"] for word in words), 1),
    ]
