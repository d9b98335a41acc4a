"""The texts of a PDF by where they stand: cells of tables that lines draw, and beside them lines of text in segments.

What a table without lines is, and what any of it means, is not found out here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

MOST_PAGES: Final = 200
MOST_CHARACTERS: Final = 3_000_000
MOST_EDGES: Final = 20_000
"""Lines and sides of boxes on a page: more are a drawing, whose crossings take a time by their square."""
DEEPEST: Final = 8
"""How deep a field of a form is part of others."""
THICKEST: Final = 3.0
"""Points: what is thicker is no line."""
FIGURE: Final = re.compile(r"[0-9][0-9.,'’ \u00a0-]*(?: ?[^\W\d_]{1,6}\.?)?")
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
    pictured: list[int] = []
    characters = 0
    with pdfplumber.open(BytesIO(data)) as document:
        if len(document.pages) > MOST_PAGES:
            raise ValueError("pages")
        for number, page in enumerate(document.pages, start=1):
            characters += len(page.chars)
            if characters > MOST_CHARACTERS:
                raise ValueError("texts")
            upright = _upright(page)
            found = list(_blocks(upright, number))
            blocks += found
            if not found:
                textless.append(number)
            elif _is_pictured(upright):
                pictured.append(number)
            upright.close()
            page.close()
    return {"blocks": blocks, "textless": textless, "pictured": pictured, "pages": len(document.pages)}


def _upright(page: Page) -> Page:
    """Return a page as it is to be read: one whose letters lie on their side, or stand on their heads, is turned."""
    ways = Counter(_rotation_of(letter["matrix"]) for letter in page.chars)
    rotation = max(ways, key=lambda way: ways[way], default=0)
    if not rotation:
        return page
    turned = (page.rotation + rotation) % 360
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate = turned
    return Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def _rotation_of(matrix: Sequence[float]) -> int:
    """Return by how many degrees, clockwise, a letter is turned until it is upright."""
    across, up = matrix[0], matrix[1]
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 180
    return 90 if up > 0 else 270


def _is_pictured(page: Page) -> bool:
    """Say whether pictures cover most of a page: a scan, on which a number or a stamp was printed."""
    covered = 0.0
    for picture in page.images:
        across = min(picture["x1"], page.bbox[2]) - max(picture["x0"], page.bbox[0])
        down = min(picture["bottom"], page.bbox[3]) - max(picture["top"], page.bbox[1])
        covered += max(across, 0.0) * max(down, 0.0)
    return covered > page.width * page.height / 2


def _filled_in(page: Page) -> Iterator[Word]:
    """Yield what was typed into the fields of a form, where they stand: no letter on the page says it."""
    for note in page.annots:
        data = resolve1(note.get("data")) or {}
        text = " ".join(_value(data).split()) if isinstance(data, dict) else ""
        if text:
            yield {"text": text, **{side: float(note[side]) for side in ("x0", "x1", "top", "bottom")}}


def _value(data: dict[str, Any]) -> str:
    """Return the text of a field, which may stand in what the field is part of; "" for a box to tick."""
    subtype = getattr(data.get("Subtype"), "name", "")
    keys = {"Widget": "V", "FreeText": "Contents"}
    for _step in range(DEEPEST):
        value = resolve1(data.get(keys.get(subtype, "")))
        if isinstance(value, bytes):
            return str(decode_text(value))
        if isinstance(value, str):
            return value
        parent = resolve1(data.get("Parent"))
        if not isinstance(parent, dict):
            break
        data = parent
    return ""


def _blocks(page: Page, number: int) -> Iterator[dict[str, Any]]:
    """Yield tables and lines of text from the top to the bottom."""
    words = [*extract_words(_said_once(page.chars), x_tolerance_ratio=0.2), *_filled_in(page)]
    few = len(page.edges) <= MOST_EDGES
    tables = [table for table in (page.filter(_is_drawn).find_tables() if few else []) if len(table.cells) > 1]
    found: list[tuple[float, dict[str, Any]]] = []
    rest = words
    for table in tables:
        inside, rest = _split(rest, table.bbox)
        if inside:
            block, left = _table(table, inside, number)
            found.append((table.bbox[1], block))
            rest += left
    for line in _lines(rest):
        segments = list(_segments(line))
        row, boxes = [_joined(segment) for segment in segments], [_box(segment) for segment in segments]
        block = {"page": number, "is_table": False, "rows": [row], "boxes": [boxes], "merged": []}
        found.append((min(box[1] for box in boxes), block))
    yield from (block for _, block in sorted(found, key=lambda pair: pair[0]))


def _is_drawn(thing: Word) -> bool:
    """Say whether a thing may be a line of a table: the ground of every second row is none."""
    is_ground = thing["object_type"] == "rect" and thing.get("fill") and not thing.get("stroke")
    return not (is_ground and thing["width"] > THICKEST and thing["height"] > THICKEST)


def _said_once(letters: Sequence[Word]) -> list[Word]:
    """Return the letters of a page; what is printed twice, a hair beside itself, is bold, and said once."""
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}
    kept: list[Word] = []
    for letter in letters:
        text, across, down = letter["text"], letter["x0"], letter["top"]
        near = ((text, int(across) + x, int(down) + y) for x in (0, -1, 1) for y in (0, -1, 1))
        others = (seen[key] for key in near if key in seen)
        if not any(abs(other[0] - across) < 1 and abs(other[1] - down) < 1 for other in others):
            seen[text, int(across), int(down)] = across, down
            kept.append(letter)
    return kept


def _split(words: Sequence[Word], box: Sequence[float]) -> tuple[list[Word], list[Word]]:
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        within = box[0] <= across <= box[2] and box[1] <= down <= box[3]
        (inside if within else outside).append(word)
    return inside, outside


def _table(table: Table, words: list[Word], number: int) -> tuple[dict[str, Any], list[Word]]:
    """Return a table, and the words within its bounds that stand in no cell."""
    rows: list[list[str]] = []
    boxes: list[list[Box | None]] = []
    merged: list[list[int]] = []
    lefts = sorted({round(cell[0], 1) for cell in table.cells})
    tops = sorted({round(cell[1], 1) for cell in table.cells})
    for row in table.rows:
        cells: list[list[list[Word]]] = []
        for column, cell in enumerate(row.cells):
            # A word that one cell has is asked of no other.
            inside, words = _split(words, cell) if cell else ([], words)
            cells.append(list(_lines(inside)))
            wide = sum(1 for left in lefts if cell and cell[0] - 1 < left < cell[2] - 1)
            tall = sum(1 for top in tops if cell and cell[1] - 1 < top < cell[3] - 1)
            if wide > 1 or tall > 1:
                merged.append([len(rows), column, len(rows) + tall - 1, column + wide - 1])
        places = [[round(end, 1) for end in cell] if cell else None for cell in row.cells]
        stacked = list(_stacked(cells))
        if len(stacked) > 1:
            merged = [span for span in merged if span[2] < len(rows)]
            boxes += [[_box(_flat(cell)) if cell else None for cell in each] for each in stacked]
        else:
            boxes.append(places)
        rows += [["\n".join(_joined(line) for line in cell) for cell in each] for each in stacked]
    return {"page": number, "is_table": True, "rows": rows, "boxes": boxes, "merged": merged}, words


def _stacked(cells: list[list[list[Word]]]) -> Iterator[list[list[list[Word]]]]:
    """Yield the rows that stand in one row of boxes, where lines are drawn between columns alone.

    They are told by a column of figures, one under the other: a description that is wrapped has none beside it.
    """
    figures = [cell for cell in cells if len(cell) > 1 and all(FIGURE.fullmatch(_joined(line)) for line in cell)]
    anchor = max(figures, key=len, default=[])
    tops = [min(word["top"] for word in line) for line in anchor]
    if not tops or sum(1 for cell in cells if len(cell) >= len(anchor)) < 2:
        yield cells
        return
    for at, top in enumerate(tops):
        until = tops[at + 1] if at + 1 < len(tops) else float("inf")
        # What stands above the first figure is of its row, too.
        since = top - 2 if at else float("-inf")
        yield [[line for line in cell if since <= min(word["top"] for word in line) < until - 2] for cell in cells]


def _flat(cell: list[list[Word]]) -> list[Word]:
    return [word for line in cell for word in line]


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
