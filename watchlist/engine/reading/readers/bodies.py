"""The body of a request, as JSON or as JSON Lines: parsed alike when it comes, and when it is read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain, islice
from typing import IO, Any, Final

from watchlist.engine.reading.columns import Corrections, uncorrected
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.file_bytes import FileBytes, blocks, whole
from watchlist.engine.reading.lines import Contents, Keep
from watchlist.engine.reading.readers.records import UnreadableRow, parse_body, read_records
from watchlist.engine.reading.stored_text import StoredText, utf8_text
from watchlist.engine.texts import gettext_lazy as _

NOT_JSON: Final = _("the request is no readable JSON")
HEAD: Final = "shipment"
"""What the first record of JSON Lines says it is, where it is no line but what holds of them all."""
LONGEST_RECORD: Final = 4 * 1024 * 1024
"""Bytes of a record of a body that is not held: more than a whole body has that is answered at once."""


class LinesOnDisk(Collection[Any]):
    """The lines of a body of JSON Lines in a file, parsed anew each time that they are gone through, one at a time."""

    def __init__(self, text: StoredText, length: int) -> None:
        self._text, self._length = text, length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        return islice(_records(self._text), 1, None)

    def __contains__(self, line: object) -> bool:
        return any(line == own for own in self)


def parse_body_lines(data: bytes) -> dict[str, Any]:
    """Return JSON Lines as the JSON body that says the same: the fields of the shipment, and its `lines`.

    The first record is of the shipment where it says so (`"record": "shipment"`). A line that is not readable JSON is a
    line for itself, with a problem. Raises ValueError for what is not in UTF-8, and for a head that holds lines.
    """
    head, *lines = _records(utf8_text(data))
    return {**head, "lines": lines}


def read_long_body_lines(file: IO[bytes]) -> dict[str, Any]:
    """Return the same of a file, which stays open: its lines are `LinesOnDisk`.

    Raises ValueError also for a record that is longer than `LONGEST_RECORD`.
    """
    text = utf8_text(file)
    if any(length > LONGEST_RECORD for length in _lengths(text)):
        raise ValueError(f"a record has at most {LONGEST_RECORD:,} bytes")
    rows = sum(not row.isspace() for row in text.lines_by_feed())
    is_headed = _head_of(next(_rows(text), None)) is not None
    return {**next(_records(text)), "lines": LinesOnDisk(text, rows - is_headed)}


def read_body_lines(
    data: FileBytes, shipment: Mapping[str, object], corrections: Corrections = uncorrected, keep: Keep = tuple
) -> Contents:
    """Return the lines of the same, as `read_payload` would beside fields of the shipment; no more than one is held.

    Raises ManifestError, also for what `parse_body_lines` refuses.
    """
    try:
        text = utf8_text(data)
        next(_records(text))
    except ValueError as error:
        raise ManifestError(NOT_JSON) from error
    return read_records(lambda: islice(_records(text), 1, None), shipment, corrections, keep=keep)


def _records(text: StoredText) -> Iterator[Any]:
    """Yield the fields of the shipment, none where no record is of it, and then each line."""
    rows = _rows(text)
    first = list(islice(rows, 1))
    head = _head_of(first[0]) if first else None
    if head is not None:
        first.clear()
    if "lines" in (head or {}):
        raise ValueError("its first record holds lines: each line has a record of its own")
    yield head or {}
    yield from chain(first, rows)


def _head_of(row: Any) -> dict[str, Any] | None:
    """Return the fields of a record that says it is of the shipment; None of any other."""
    if not isinstance(row, Mapping) or row.get("record") != HEAD:
        return None
    return {name: value for name, value in row.items() if name != "record"}


def _rows(text: StoredText) -> Iterator[Any]:
    return (_parsed(row) for row in text.lines_by_feed() if not row.isspace())


def _lengths(text: StoredText) -> Iterator[int]:
    """Yield how long each record is, with its end; of one that goes on, how long it is so far."""
    length = 0
    for block in blocks(text.file, text.start):
        first, *others = block.split(b"\n")
        yield (length := length + len(first))
        for piece in others:
            yield (length := len(piece))


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
LONG_BODIES: Final[Mapping[str, Callable[[IO[bytes]], Any]]] = {
    REQUEST: lambda file: parse_body(whole(file)),
    REQUEST_LINES: read_long_body_lines,
}
"""The same of a body in a file, which stays open; JSON is one document, and is held."""
