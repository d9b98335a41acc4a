"""One JSON object a line, in the order of keys of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from watchlist.engine.answer import Record
from watchlist.engine.answer_codec import encode


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Writes records as they are: the same record, the same bytes."""

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write the file."""
        out.writelines(self.texts(records))

    def texts(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the file a record at a time."""
        for record in records:
            yield f"{encode(record).decode()}\n"
