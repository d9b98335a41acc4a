"""CSV, in the encoding and with the delimiter that are declared, its quotes as the format has them."""

from __future__ import annotations

import csv
import io

from watchlist.list_updates.connectors.table.grid import records_of
from watchlist.list_updates.connectors.table.records import Records
from watchlist.list_updates.connectors.table.table_settings import TableSettings
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument


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
