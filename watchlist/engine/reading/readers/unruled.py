"""Tables without any line: their columns are where the texts below a header stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from statistics import median
from typing import Final, NamedTuple

from chemistry import written_in
from watchlist.engine.reading.columns import IDENTITY_FIELDS, Corrections, in_both, read_column, read_columns
from watchlist.engine.reading.footings import CHARGE, footer_reason
from watchlist.engine.reading.heads import is_pair
from watchlist.engine.reading.readers.sheet_facts import joined_title
from watchlist.engine.reading.rows import Box, Row, RowPlace
from watchlist.engine.reading.tables import FIGURE, find_goods_header, is_total

DEEPEST: Final = 3
"""Lines of text that the header of a column may take."""
_ALIGNED: Final = 4.0
_GAP: Final = 1.8
_NEXT_LINE: Final = 1.0
_CLOSE: Final = 0.6
"""How far below each other, in their height, two lines of a header may stand; below one of a single text closer."""


@dataclass(slots=True)
class TextLine:
    """One line of text on a page, in segments; `is_running` where other pages have it at the same place."""

    page: int
    cells: list[str]
    boxes: Sequence[Box | None]
    is_running: bool = False

    def as_row(self) -> Row:
        """Return it as a row with its place."""
        place = RowPlace(f"page {self.page}", self.boxes) if self.page else None
        return Row(self.cells, place=place)

    @property
    def top(self) -> float:
        return min((box[1] for box in self.boxes if box), default=0.0)

    @property
    def bottom(self) -> float:
        return max((box[3] for box in self.boxes if box), default=0.0)


class UnruledTable(NamedTuple):
    """The texts above a table, its header as one row, and the rows below it."""

    above: list[TextLine]
    header: Row
    rows: list[Row]


@dataclass(slots=True)
class _Band:
    """A column: how far its texts reach from left to right."""

    left: float
    right: float

    def shared(self, box: Box) -> float:
        """Return how much of a box stands in the column; below zero, how far away it is."""
        return min(self.right, box[2]) - max(self.left, box[0])

    def widen(self, box: Box) -> None:
        self.left, self.right = min(self.left, box[0]), max(self.right, box[2])


def unruled_tables(
    lines: Sequence[TextLine], corrections: Corrections, *, is_named: bool
) -> tuple[list[UnruledTable], list[TextLine]]:
    """Return the tables among lines of text, in order, and the lines that are in none and above none."""
    found: list[UnruledTable] = []
    above: list[TextLine] = []
    at = 0
    while at < len(lines):
        depth, header = _header(lines, at, corrections, is_named=is_named)
        if header is None:
            above.append(lines[at])
            at += 1
            continue
        at += depth
        reader = _Rows(header)
        while at < len(lines) and _header(lines, at, corrections, is_named=is_named)[1] is None:
            if not reader.take(lines[at]):
                reader.left.append(lines[at])
            at += 1
        reader.finish()
        if reader.rows:
            found.append(UnruledTable(above, header, reader.rows))
            above = reader.left
        else:
            above += [*lines[at - depth : at]]
    return found, above


def _header(lines: Sequence[TextLine], at: int, corrections: Corrections, *, is_named: bool) -> tuple[int, Row | None]:
    """Return how many lines from one on make a header, and that as one row; None where they make none."""
    best: tuple[int, int, Row | None] = (0, 0, None)
    joined: list[tuple[str, Box]] = []
    for depth in range(1, min(DEEPEST, len(lines) - at) + 1):
        line = lines[at + depth - 1]
        if line.page != lines[at].page or not all(line.boxes) or not line.boxes:
            break
        # A title by itself stands above a header, too: of a single text only what is near goes on.
        nearest = _NEXT_LINE if len(joined) > 1 else _CLOSE
        gap, height = line.top - lines[at + depth - 2].bottom, line.bottom - line.top
        if depth > 1 and gap > nearest * height:
            break
        if depth > 1 and any(FIGURE.fullmatch(text) or written_in(text) for text in line.cells):
            break
        joined = _with_line(joined, line)
        if len(joined) < 2:
            continue
        # Of "Menge" set to the right and "ME" to the left one text is made; their column holds both.
        row = Row([text if read_column(text).field else in_both(text) or text for text, _ in joined])
        found = find_goods_header([row], corrections, is_named=is_named)
        # "Description" over "of goods": what stands below is of the header where that is understood with it.
        goes_on = (
            found is not None
            and found.understood == best[1]
            and _is_lengthened(best[2], row, is_close=gap <= _CLOSE * height)
        )
        if found and (found.understood > best[1] or goes_on):
            place = RowPlace(f"page {line.page}, header", [box for _, box in joined])
            best = depth, found.understood, row._replace(place=place)
    return best[0], best[2]


def _is_lengthened(former: Row | None, row: Row, *, is_close: bool) -> bool:
    """Say whether a text of a header that is understood holds more than before, or became several of which one is.

    So do others where the line is close: "Number and kind" over "of packages" beside goods of one line.
    """
    if former is None:
        return False
    if len(former.cells) != len(row.cells):
        new, gone = set(row.cells) - set(former.cells), set(former.cells) - set(row.cells)
        fields = {read_column(text).field for text in gone} - {None}
        return bool(gone) and any(read_column(text).field in fields for text in new)
    pairs = zip(former.cells, row.cells, strict=True)
    longer = [(read_column(former).field, read_column(now).field) for former, now in pairs if former != now]
    return any(former and former == now for former, now in longer) or (is_close and not any(map(any, longer)))


def _with_line(joined: list[tuple[str, Box]], line: TextLine) -> list[tuple[str, Box]]:
    """Return the cells of a header with the next line of it under those that they stand below.

    Several under one quantity make as many columns of it: "Net" and "Gross" under "Weight (kg)".
    """
    below: dict[int, list[tuple[str, Box]]] = {}
    alone: list[tuple[str, Box]] = []
    for text, box in zip(line.cells, line.boxes, strict=False):
        assert box is not None
        over = next((n for n, (_, other) in enumerate(joined) if _shared(other, box) > 0), None)
        if over is None:
            alone.append((text, box))
        else:
            below.setdefault(over, []).append((text, box))
    cells: list[tuple[str, Box]] = []
    for at, cell in enumerate(joined):
        is_parted = at in below and read_column(cell[0]).field == "quantity"
        neighbours = _neighbours(joined, at, alone) if is_parted else []
        alone = [other for other in alone if other not in neighbours]
        under = [*neighbours, *below.get(at, ())]
        if is_parted and len(under) > 1:
            cells += [(joined_title((cell[0], text)), box) for text, box in under]
            continue
        cells.append(reduce(lambda whole, part: _side_by_side(whole, *part), under, cell))
    return sorted([*cells, *alone], key=lambda cell: cell[1][0])


def _neighbours(joined: Sequence[tuple[str, Box]], at: int, others: Sequence[tuple[str, Box]]) -> list[tuple[str, Box]]:
    """Return the texts below a header that is set in the middle over them: between its neighbours, under none."""
    left = joined[at - 1][1][2] if at else float("-inf")
    right = joined[at + 1][1][0] if at + 1 < len(joined) else float("inf")
    middle = (joined[at][1][0] + joined[at][1][2]) / 2
    near = 2 * (joined[at][1][2] - joined[at][1][0])
    return [
        other
        for other in others
        if left < other[1][0] and other[1][2] < right and abs((other[1][0] + other[1][2]) / 2 - middle) < near
    ]


def _shared(box: Box, other: Box) -> float:
    return min(box[2], other[2]) - max(box[0], other[0])


def _is_under(box: Box, other: Box) -> bool:
    """Say whether texts begin, or have their middle, at one place from left to right."""
    return abs(box[0] - other[0]) <= _ALIGNED or abs(box[0] + box[2] - other[0] - other[2]) <= 2 * _ALIGNED


def _side_by_side(cell: tuple[str, Box], text: str, box: Box) -> tuple[str, Box]:
    """Return a cell with another text of it."""
    first, place = cell
    whole = (min(place[0], box[0]), min(place[1], box[1]), max(place[2], box[2]), max(place[3], box[3]))
    return f"{first} {text}", whole


class _Rows:
    """Takes the lines below a header one by one, and says of each whether it is in the table."""

    def __init__(self, header: Row) -> None:
        assert header.place is not None
        self.rows: list[Row] = []
        self.left: list[TextLine] = []
        self._bands = [_Band(box[0], box[2]) for box in header.place.boxes if box]
        self._columns = read_columns(header.cells)
        fields = [read_column(text).field for text in header.cells]
        self._names = {at for at, field in enumerate(fields) if field == "name"}
        self._quantities = {at for at, field in enumerate(fields) if field == "quantity"}
        self._goods = {at for at, field in enumerate(fields) if field in IDENTITY_FIELDS}
        self._bottom = max(box[3] for box in header.place.boxes if box)
        self._page = int(header.place.words.split(",")[0].removeprefix("page "))
        self._height = 0.0
        self._heights: list[float] = []
        self._number = 0
        self._is_below_total = False
        self._is_below_goods = False
        self._provisional: TextLine | None = None

    def take(self, line: TextLine) -> bool:
        if not line.boxes or not all(line.boxes):
            return False
        if line.page != self._page:
            self._page, self._bottom, self._number = line.page, line.top, 0
        placed = self._placed(line)
        if not placed:
            return False
        self._heights.append(line.bottom - line.top)
        gap, height = line.top - self._bottom, median(self._heights[-9:])
        if not self._is_below_total and self._is_taken(placed, gap, height):
            self._bottom = max(self._bottom, line.bottom)
            return True
        if self._ends(placed) or self._is_of_the_page(line) or not self._begins(line, placed):
            return False
        self._number += 1
        cells, boxes = [""] * len(self._bands), [None] * len(self._bands)
        for at, (text, box) in placed.items():
            cells[at], boxes[at] = text, box  # type: ignore[call-overload]
            if self._provisional is None:
                self._bands[at].widen(box)
        self.rows.append(Row(cells, place=RowPlace(f"page {line.page}, table row {self._number}", boxes)))
        self._bottom = line.bottom
        self._is_below_total = is_total(cells, self._columns)
        self._is_below_goods |= self._is_below_total
        return True

    def _is_taken(self, placed: dict[int, tuple[str, Box]], gap: float, height: float) -> bool:
        """Say whether a line was more of the row above."""
        if self._completes(placed, gap, height):
            self._fill(placed)
            self._provisional = None
            return True
        self._give_back()
        if self._continues(placed, gap, height):
            self._append(placed)
            return True
        return False

    def _ends(self, placed: dict[int, tuple[str, Box]]) -> bool:
        """Say whether a line is no goods; below it, and below a total, only what surely is goods goes on with them."""
        if self._holds_goods(placed):
            return False
        if self._is_below_goods or any(is_pair(text) for text, _ in placed.values()):
            return True
        first = placed[min(placed)][0]
        reason = footer_reason(first) if self.rows else ""
        if not reason or (reason == CHARGE and len(placed) == 1):
            return False
        self._is_below_goods = reason != CHARGE
        return True

    def _is_of_the_page(self, line: TextLine) -> bool:
        """Say whether a line that each page has is no row: none of it stands at the edge of a name, or it runs over."""
        edges = [self._bands[at].left for at in self._names]
        begins = any(box and abs(box[0] - edge) <= _ALIGNED for box in line.boxes for edge in edges)
        return line.is_running and (self._runs_over(line) or not begins)

    def _holds_goods(self, placed: dict[int, tuple[str, Box]]) -> bool:
        """Say whether a line has a CAS number in its column, or a name and beside it how much, each below its head."""
        under = {at: text for at, (text, box) in placed.items() if self._bands[at].shared(box) > 0}
        if len(placed) < 2:
            return False
        if any(at in self._goods and written_in(text) for at, text in under.items()):
            return True
        is_measured = any(at in self._quantities and FIGURE.fullmatch(text) for at, text in under.items())
        return is_measured and any(at in self._goods and any(map(str.isalpha, text)) for at, text in under.items())

    def _begins(self, line: TextLine, placed: dict[int, tuple[str, Box]]) -> bool:
        if self._is_row(line, placed):
            return True
        if len(placed) > 1 or not placed.keys() <= self._names or self._runs_over(line):
            return False
        # The first line of a name that is set in the middle of its row stands above the rest of it.
        self._provisional = line
        return True

    def finish(self) -> None:
        """Give back what no row came of."""
        self._give_back()

    def _give_back(self) -> None:
        if self._provisional:
            self.left.append(self._provisional)
            self.rows.pop()
            self._number -= 1
        self._provisional = None

    def _completes(self, placed: dict[int, tuple[str, Box]], gap: float, height: float) -> bool:
        """Say whether a line is the rest of the row above: beside it, in columns where that has nothing."""
        if not self.rows or gap > 0.25 * height:
            return False
        return all(not self.rows[-1].cells[at] for at in placed)

    def _fill(self, placed: dict[int, tuple[str, Box]]) -> None:
        row = self.rows[-1]
        cells, boxes = list(row.cells), list(row.place.boxes if row.place else ())
        for at, (text, box) in placed.items():
            cells[at], boxes[at] = text, box
        self.rows[-1] = row._replace(cells=cells, place=row.place and row.place._replace(boxes=boxes))

    def _placed(self, line: TextLine) -> dict[int, tuple[str, Box]]:
        """Return the segments of a line by the columns that they stand in, those of one column together."""
        placed: dict[int, tuple[str, Box]] = {}
        for text, box in zip(line.cells, line.boxes, strict=True):
            assert box is not None
            at = max(range(len(self._bands)), key=lambda n: self._bands[n].shared(box))
            placed[at] = _side_by_side(placed[at], text, box) if at in placed else (text, box)
        return placed

    def _continues(self, placed: dict[int, tuple[str, Box]], gap: float, height: float) -> bool:
        """Say whether a line is the rest of texts of the row above: closer to it than rows are, in no other columns."""
        if not self.rows or gap > 0.55 * height or self._is_total(placed):
            return False
        above = self.rows[-1]
        filled = {at for at, text in enumerate(above.cells) if text}
        if not placed.keys() <= filled or len(placed) >= len(filled):
            return False
        boxes = above.place.boxes if above.place else ()
        return all(_is_under(boxes[at] or box, box) for at, (_, box) in placed.items())

    def _is_total(self, placed: dict[int, tuple[str, Box]]) -> bool:
        return is_total([placed[at][0] if at in placed else "" for at in range(len(self._bands))], self._columns)

    def _append(self, placed: dict[int, tuple[str, Box]]) -> None:
        above = self.rows[-1]
        cells = list(above.cells)
        for at, (text, _) in placed.items():
            glue = "" if cells[at].endswith("-") and text[:1].isalnum() else " "
            cells[at] = f"{cells[at]}{glue}{text}"
        self.rows[-1] = above._replace(cells=cells)

    def _runs_over(self, line: TextLine) -> bool:
        """Say whether a text stands under several headers: a sentence of a paragraph does, a name does not."""
        return any(box and sum(band.shared(box) > 0 for band in self._bands) > 1 for box in line.boxes)

    def _is_row(self, line: TextLine, placed: dict[int, tuple[str, Box]]) -> bool:
        if len(placed) > 1:
            return bool(placed.keys() & self._goods) or 2 * len(placed) >= len(self._bands)
        ((at, (_, box)),) = placed.items()
        is_under_it = abs(self._bands[at].left - box[0]) <= _ALIGNED and not self._runs_over(line)
        return at in self._names and is_under_it and line.top - self._bottom < _GAP * (line.bottom - line.top)
