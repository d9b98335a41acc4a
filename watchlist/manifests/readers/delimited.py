"""CSV and TSV: comma, semicolon or tab, whichever makes a table of the file; quotes respected, and repaired."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from watchlist.errors import Problem
from watchlist.manifests.characters import decode
from watchlist.manifests.declaring import Contents
from watchlist.manifests.errors import ManifestError
from watchlist.manifests.tables import Row, find_header, read_table

# The last is in no text: each line is one cell, as in a list of names that hold commas.
_DELIMITERS = (",", ";", "\t", "\x1f")
_SAMPLE_ROWS = 100
# The default of 128 kB refuses a whole file for one long description.
csv.field_size_limit(2**31 - 1)


def read_delimited(data: bytes) -> Contents:
    """Return the lines of a delimited text; raises ManifestError."""
    text = decode(data)
    if not text.strip():
        raise ManifestError("it is empty; send a file with a header row and the lines of the shipment")
    written = list(io.StringIO(text, newline=""))
    delimiter = max(_DELIMITERS, key=lambda delimiter: _fit(written, delimiter))
    return read_table(list(_rows(written, delimiter)))


def _fit(written: Sequence[str], delimiter: str) -> tuple[int, int, float]:
    """Return how well a delimiter fits: the header that it lays bare, then the share of rows as wide as the header."""
    rows = list(islice(_rows(written, delimiter), _SAMPLE_ROWS))
    header = find_header(rows)
    if header is None:
        return 0, 0, 0.0
    width = len(rows[header.at].cells)
    below = [row for row in rows[header.at + 1 :] if not row.blank]
    alike = sum(1 for row in below if len(row.cells) == width)
    return header.rank, header.understood, alike / max(len(below), 1)


def _rows(written: Sequence[str], delimiter: str) -> Iterator[Row]:
    """Yield the rows; a row whose quotes are not well formed ends with its own line, and swallows none below it."""
    at = 0
    while at < len(written):
        reader = csv.reader((written[line] for line in range(at, len(written))), delimiter=delimiter, strict=True)
        start = at
        try:
            for cells in reader:
                yield Row(cells)
                at = start + reader.line_num
        except csv.Error:
            yield _repaired(written[at].rstrip("\r\n"), delimiter)
            at += 1


def _repaired(line: str, delimiter: str) -> Row:
    problem = Problem("quotes_malformed", None, "a quotation mark is not closed or not doubled")
    if line.count('"') % 2:
        return Row(line.split(delimiter), (problem,))
    return Row(next(csv.reader([line], delimiter=delimiter)), (problem,))
