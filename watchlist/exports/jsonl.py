"""One JSON object a line, in the order of keys that the record came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

import orjson

from watchlist.exports.records import Record


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Writes records as they are: the same record, the same bytes."""

    def write(self, records: Iterable[Record], out: TextIO) -> None:
        for record in records:
            out.write(canonical(record) + "\n")


def canonical(record: Record) -> str:
    """A record as one line of JSON without spaces, its text unescaped. Raises TypeError for what JSON cannot hold."""
    return orjson.dumps(dict(record)).decode()
