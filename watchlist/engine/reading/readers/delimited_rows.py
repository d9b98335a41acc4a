"""The rows of a delimited text: quotes respected, and repaired where they are not well formed.

A quotation mark that nothing closes holds all of the file behind it: no more of it is held than is needed to know.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.rows import Row
from watchlist.engine.reading.stored_text import PlacedLine, StoredText

# The default of 128 kB refuses a whole file for one long description.
csv.field_size_limit(2**31 - 1)
LOOK_AHEAD: Final = 1024 * 1024
"""Bytes of one row after which it is looked for its end before more of it is held."""
_ENDS: Final = frozenset("\r\n")
_MALFORMED: Final = LineProblem("quotes_malformed", None, "a quotation mark is not closed or not doubled")


class Dialect(NamedTuple):
    """What stands between cells, and around a text that holds it."""

    name: str
    delimiter: str
    quote: str = '"'


def rows_of_text(text: StoredText, dialect: Dialect) -> Iterator[Row]:
    """Yield the rows; a row whose quotes are not well formed ends with its own line, and swallows none below it."""
    if not text.holds(dialect.quote):
        yield from map(Row, csv.reader(text.texts(), delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE, strict=True))
        return
    lines = _RowLines(text, dialect)
    while True:
        reader = csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote, strict=True)
        try:
            for cells in reader:
                lines.begin_row()
                yield Row(cells)
        except csv.Error:
            yield _repaired(lines.first_given_back().rstrip("\r\n"), dialect)
        else:
            return


class _RowLines(Iterator[str]):
    """The lines of a text, of which those of the row under way can be given back: all but the first."""

    def __init__(self, text: StoredText, dialect: Dialect) -> None:
        self._text = text
        self._dialect = dialect
        self._lines = text.lines()
        self._waiting: deque[PlacedLine] = deque()
        self._row: list[PlacedLine] = []
        self._size = 0
        self._looked_ahead = False

    def __next__(self) -> str:
        """Return the next line. Raises `csv.Error` for a long row that does not end as rows do."""
        if self._size > LOOK_AHEAD and not self._looked_ahead:
            self._looked_ahead = True
            if not _is_closed(self._text, self._row[-1].end, self._dialect):
                raise csv.Error
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._row.append(line)
        self._size += len(line.text)
        return line.text

    def begin_row(self) -> None:
        """Forget the lines of the row that is read."""
        self._row.clear()
        self._size, self._looked_ahead = 0, False

    def first_given_back(self) -> str:
        """Return the first line of the row, and give back the others."""
        first, *others = self._row
        self._waiting.extendleft(reversed(others))
        self.begin_row()
        return first.text


def _is_closed(text: StoredText, start: int, dialect: Dialect) -> bool:
    """Return whether the row ends well whose quoted cell goes on at a place in the text, as `csv.reader` has it."""
    for line, _end in text.lines(start):
        at = _closing(line, 0, dialect.quote)
        while at >= 0:
            following = line[at + 1 : at + 2]
            if following != dialect.delimiter:
                return not following or following in _ENDS
            # In a cell that does not begin with one, a quotation mark is a character as any other.
            opening = line.find(dialect.delimiter + dialect.quote, at + 1)
            if opening < 0:
                return True
            at = _closing(line, opening + 2, dialect.quote)
    return False


def _closing(line: str, start: int, quote: str) -> int:
    """Return the place of the next quotation mark that is not doubled; -1 where there is none."""
    at = line.find(quote, start)
    while at >= 0 and line.startswith(quote, at + 1):
        at = line.find(quote, at + 2)
    return at


def _repaired(line: str, dialect: Dialect) -> Row:
    if line.count(dialect.quote) % 2:
        return Row(line.split(dialect.delimiter), (_MALFORMED,))
    return Row(next(csv.reader([line], delimiter=dialect.delimiter, quotechar=dialect.quote)), (_MALFORMED,))
