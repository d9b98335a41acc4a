"""From rows of cells, those of a CSV too, to records: below the first row with every declared column, none is lost."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from watchlist.list_updates.connectors.table.records import MOST_COLUMNS, MOST_ROWS, Records, bounded, refuse_columns
from watchlist.list_updates.connectors.table.table_settings import TableSettings
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument

HEADER_WITHIN: Final = 50
"""Rows among which the header stands."""
BETWEEN: Final = " | "

Cells = tuple[str, ...]
Numbered = tuple[int, Cells]


def records_of(rows: Iterable[Sequence[str]], settings: TableSettings) -> Records:
    """Return the records below the header. Raises `LayoutChanged` for a row that is neither one nor passed over."""
    filled = list(_filled(rows))
    at = _header_at(filled, settings)
    number, header = filled[at][0], _without_end(filled[at][1])
    _check_header(header, settings, number)
    passed_over = [BETWEEN.join(filter(None, cells)) for _, cells in filled[:at]]
    records = []
    for number, cells in filled[at + 1 :]:
        text = BETWEEN.join(filter(None, cells))
        if _without_end(cells) == header or any(pattern.search(text) for pattern in settings.passed_over):
            passed_over.append(text)
        else:
            records.append(_record(number, cells, header, settings))
    count, as_of = (_stated(pattern, passed_over) for pattern in (settings.count, settings.as_of))
    return Records(tuple(records), count, as_of, (*settings.ignore, *passed_over))


def _filled(rows: Iterable[Sequence[str]]) -> Iterator[Numbered]:
    """Yield the rows that are not blank, with their numbers."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise LayoutChanged(f"more than {MOST_ROWS} rows; no table has as many.")
        cells = list(map(bounded, row))
        if len(cells) > MOST_COLUMNS:
            raise LayoutChanged(f"row {number} has {len(cells)} cells; at most {MOST_COLUMNS} are read.")
        if any(cells):
            yield number, tuple(cells)


def _header_at(filled: Sequence[Numbered], settings: TableSettings) -> int:
    wanted = set(settings.headers)
    if not filled:
        raise NotTheDocument("it has no rows.")
    for at, (_, cells) in enumerate(filled[:HEADER_WITHIN]):
        if wanted <= set(cells):
            return at
    _, nearest = max(filled[:HEADER_WITHIN], key=lambda row: len(wanted & set(row[1])))
    missing = next(header for header in settings.headers if header not in nearest)
    raise LayoutChanged(f"no row has every column that is declared: “{missing}” is missing.")


def _check_header(header: Cells, settings: TableSettings, number: int) -> None:
    refuse_columns(header, settings, f"row {number}")
    twice = [name for name, times in Counter(header).items() if times > 1]
    if twice:
        raise LayoutChanged(f"row {number}: the column “{twice[0]}” stands there twice.")


def _without_end(cells: Cells) -> Cells:
    """Return the cells up to the last that is not empty."""
    return cells[: max(at for at, cell in enumerate(cells, start=1) if cell)]


def _record(number: int, cells: Cells, header: Cells, settings: TableSettings) -> dict[str, str]:
    if len(cells) < len(header) or any(cells[len(header) :]):
        raise LayoutChanged(f"row {number} has {len(cells)} cells under {len(header)} columns.")
    by_header = dict(zip(header, cells, strict=False))
    return {name: by_header[name] for name in settings.headers}


def _stated(pattern: str, passed_over: Sequence[str]) -> str:
    """Return what a row beside the records states; one that is declared must be there."""
    if not pattern:
        return ""
    found = next((match for text in passed_over if (match := re.search(pattern, text))), None)
    if found is None:
        raise LayoutChanged(f"no row states what {pattern!r} looks for.")
    return found[1]


def read_delimited(page: bytes, settings: TableSettings) -> Records:
    """Return the records of a CSV. Raises `NotTheDocument` or `LayoutChanged`."""
    try:
        text = page.decode(settings.encoding)
    except UnicodeDecodeError as error:
        raise NotTheDocument(f"it is not written in {settings.encoding}.") from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=settings.delimiter, strict=True)
    try:
        return records_of(reader, settings)
    except csv.Error as error:
        raise LayoutChanged(f"line {reader.line_num}: {error}.") from error
