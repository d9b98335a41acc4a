"""CSV and TSV: comma, semicolon, tab or stroke, whichever makes a table of the file; quotes respected, and repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from watchlist.engine.reading.columns import Corrections, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.file_bytes import FileBytes, head as file_head
from watchlist.engine.reading.lines import Account, Contents, Keep
from watchlist.engine.reading.noise import SAMPLE, is_noise
from watchlist.engine.reading.readers.delimited_rows import Dialect, rows_of_text
from watchlist.engine.reading.stored_text import StoredText, store_text
from watchlist.engine.reading.tables import find_header, head_of, header_not_understood, read_table
from watchlist.engine.texts import gettext_lazy as _

# A spreadsheet writes, and reads, the delimiter of a file as its first line.
_STATED = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?\s*', re.IGNORECASE)
_QUOTED_SINGLY = re.compile(r"'[^']{0,200}'(?:[,;\t|]'[^']{0,200}'){0,1000}\s*")

# What is in no text makes one cell of each line, as in a list of names that hold commas.
_LIST = Dialect("one column", "\x1f")
_DIALECTS = (
    Dialect("comma", ","),
    Dialect("semicolon", ";"),
    Dialect("tab", "\t"),
    Dialect("stroke", "|"),
    _LIST,
)


class _Fit(NamedTuple):
    """How well a dialect fits: the header that it lays bare, then the share of rows as wide as the header.

    Where no header is understood, the widest table is shown in the refusal.
    """

    rank: int = 0
    understood: int = 0
    alike: float = 0.0
    width: int = 0


def read_delimited(data: FileBytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of a delimited text, which is read line by line; raises ManifestError."""
    text = store_text(data)
    if text.is_blank():
        raise ManifestError(_("it is empty; send a file with a header row and the lines of the shipment"))
    first = next(text.lines())
    stated = _STATED.fullmatch(first.text)
    body = text.after(first) if stated else text
    dialects = [*_quoted_singly(body), *_DIALECTS]
    if stated:
        dialects.sort(key=lambda dialect: dialect.delimiter != stated["delimiter"])
    dialect = max(dialects, key=lambda dialect: _fit(body, dialect, corrections))
    rows = rows_of_text(body, dialect)
    head = head_of(rows)
    header = find_header(head, corrections)
    if header is None and is_noise(file_head(data, SAMPLE)):
        raise ManifestError(_("it is no text, whatever its name says; send a table with a header row"))
    if header is None:
        raise header_not_understood(head)
    table = read_table(chain(head, rows), header, titles=int(bool(stated)), keep=keep)
    if not table.lines:
        raise ManifestError(_("it has a header row and no line under it; add the lines of the shipment"))
    name = dialect.name if len(head[header.at].cells) > 1 else _LIST.name
    account = Account(text.encoding, name, (table.account,))
    return Contents(table.heading.columns, table.lines, headings=(table.heading,), account=account, head=table.head)


def _quoted_singly(text: StoredText) -> Iterator[Dialect]:
    """Yield the dialects with single quotes, where all cells of the first row that is not blank stand between them."""
    first = next((line.text for line in text.lines() if not line.text.isspace()), "")
    if _QUOTED_SINGLY.fullmatch(first):
        yield from (Dialect(f"{name}, single quotes", mark, "'") for name, mark, _ in _DIALECTS[:-1])


def _fit(text: StoredText, dialect: Dialect, corrections: Corrections) -> _Fit:
    rows = head_of(rows_of_text(text, dialect))
    header = find_header(rows, corrections)
    if header is None:
        return _Fit(width=max((len(row.cells) for row in rows), default=0))
    width = len(rows[header.at].cells)
    below = [row for row in rows[header.at + 1 :] if not row.blank]
    alike = sum(1 for row in below if len(row.cells) == width and not row.problems)
    return _Fit(header.rank, header.understood, alike / max(len(below), 1))
