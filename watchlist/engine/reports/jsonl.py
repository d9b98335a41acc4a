"""One JSON object a line, in the order of keys that the record came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import orjson

from watchlist.engine.reports.records import Record


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Writes records as they are: the same record, the same bytes."""

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        out.writelines(self.texts(records))

    def texts(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the file a record at a time."""
        for record in records:
            yield canonical(record) + "\n"


def canonical(record: Record) -> str:
    """A record as one line of JSON without spaces, its text unescaped. Raises TypeError for what JSON cannot hold."""
    return orjson.dumps(record if isinstance(record, dict) else dict(record)).decode()
