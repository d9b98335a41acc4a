"""The body of a request, as JSON or as JSON Lines: parsed alike when it comes, and when it is read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from watchlist.engine.reading.decoding import WrittenLines
from watchlist.engine.reading.readers.records import UnreadableRow, parse_body

HEAD: Final = "shipment"
"""What the first record of JSON Lines says it is, where it is no line but what holds of them all."""


def parse_body_lines(data: bytes) -> dict[str, Any]:
    """Return JSON Lines as the JSON body that says the same: the fields of the shipment, and its `lines`.

    The first record is of the shipment where it says so (`"record": "shipment"`). A line that is not readable JSON is a
    line for itself, with a problem. Raises ValueError for what is not in UTF-8, and for a head that holds lines.
    """
    rows = WrittenLines(data.decode("utf-8-sig"), by_feed=True)
    lines = [_parsed(row) for row in rows if not row.isspace()]
    head: dict[str, Any] = {}
    if lines and isinstance(lines[0], Mapping) and lines[0].get("record") == HEAD:
        head = {name: value for name, value in lines.pop(0).items() if name != "record"}
    if "lines" in head:
        raise ValueError("its first record holds lines: each line has a record of its own")
    return {**head, "lines": lines}


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
