"""A table of any authority, or of the house: CSV, XLSX or JSON, read as its source declares.

Columns are named in `[settings.columns]`; one that is neither named there nor in `settings.ignore` stops the reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from watchlist.list_updates.connectors.table.grid import read_delimited, read_workbook
from watchlist.list_updates.connectors.table.records import Records, TableSettings, published_of, read_json, settings_of
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import NotTheDocument
from watchlist.list_updates.published import Connector, ParsedPublication

Read = Callable[[bytes, TableSettings], Records]


def interpret(read: Read, pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
    """Return the rows of a table. Raises `NotTheDocument`, `LayoutChanged` or `ListEmptied`."""
    settings = settings_of(source)
    table, *rest = pages
    stated = rest[0][:64].decode("ascii", "replace").lower() if rest else ""
    if settings.checksum and stated != hashlib.sha256(table).hexdigest():
        raise NotTheDocument(
            "the SHA-256 that the publisher states is not that of the table: it was cut off or exchanged."
        )
    return published_of(read(table, settings), settings, source)


def following(pages: Sequence[bytes], source: DeclaredSource) -> str | None:
    """Return the path of the checksum that the publisher keeps beside the table, where one is declared."""
    return settings_of(source).checksum or None if len(pages) == 1 else None


CSV: Final = Connector(partial(interpret, read_delimited), following)
XLSX: Final = Connector(partial(interpret, read_workbook), following)
JSON: Final = Connector(partial(interpret, read_json), following)
