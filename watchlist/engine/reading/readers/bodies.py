"""The body of a request, as JSON or as JSON Lines: parsed alike when it comes, and when it is read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Final

from watchlist.engine.reading.columns import Corrections, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.file_bytes import FileBytes
from watchlist.engine.reading.lines import Contents, Keep
from watchlist.engine.reading.readers.records import UnreadableRow, parse_body, read_records
from watchlist.engine.reading.stored_text import utf8_text
from watchlist.engine.texts import gettext_lazy as _

NOT_JSON: Final = _("the request is no readable JSON")
HEAD: Final = "shipment"
"""What the first record of JSON Lines says it is, where it is no line but what holds of them all."""


def parse_body_lines(data: bytes) -> dict[str, Any]:
    """Return JSON Lines as the JSON body that says the same: the fields of the shipment, and its `lines`.

    The first record is of the shipment where it says so (`"record": "shipment"`). A line that is not readable JSON is a
    line for itself, with a problem. Raises ValueError for what is not in UTF-8, and for a head that holds lines.
    """
    head, *lines = _records(data)
    return {**head, "lines": lines}


def read_body_lines(
    data: FileBytes, shipment: Mapping[str, object], corrections: Corrections = uncorrected, keep: Keep = tuple
) -> Contents:
    """Return the lines of the same, as `read_payload` would beside fields of the shipment; no more than one is held.

    Raises ManifestError, also for what `parse_body_lines` refuses.
    """
    try:
        next(_records(data))
    except ValueError as error:
        raise ManifestError(NOT_JSON) from error
    return read_records(lambda: islice(_records(data), 1, None), shipment, corrections, keep=keep)


def _records(data: FileBytes) -> Iterator[Any]:
    """Yield the fields of the shipment, none where no record is of it, and then each line."""
    rows = (_parsed(row) for row in utf8_text(data).lines_by_feed() if not row.isspace())
    first = list(islice(rows, 1))
    head: dict[str, Any] = {}
    if first and isinstance(first[0], Mapping) and first[0].get("record") == HEAD:
        head = {name: value for name, value in first.pop().items() if name != "record"}
    if "lines" in head:
        raise ValueError("its first record holds lines: each line has a record of its own")
    yield head
    yield from chain(first, rows)


def _parsed(row: str) -> Any:
    try:
        return parse_body(row.encode())
    except RecursionError:
        why = "nested too deeply"
    except json.JSONDecodeError as error:
        why = f"{error.msg} at column {error.colno}"
    except ValueError as error:
        why = str(error)
    return UnreadableRow(row.removesuffix("\n"), f"not readable JSON ({why})")


REQUEST: Final = "request"
REQUEST_LINES: Final = "request, as JSON Lines"
BODIES: Final[Mapping[str, Callable[[bytes], Any]]] = {REQUEST: parse_body, REQUEST_LINES: parse_body_lines}
"""How a body is parsed, by the name that its manifest bears: no file has it, since it has no suffix."""
