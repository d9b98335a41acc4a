"""The formats of an answer that need no service, each with its writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import IO, Any, Final, Protocol, cast

from watchlist.engine.answer import Record


class Writer(Protocol):
    """Writes records in the order in which they come: coverage, lines, summary."""

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write them."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format by the dotted path of its writer, which is loaded with the first answer that is written in it."""

    writer: str
    binary: bool = False

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write the records of an answer: bytes where `binary`, else text."""
        cast(Writer, resolve_name(self.writer)()).write(records, out)


FORMATS: Final[dict[str, Exporter]] = {
    "table": Exporter("watchlist.engine.reports.table.Table"),
    "jsonl": Exporter("watchlist.engine.reports.jsonl.JsonLines"),
    "csv": Exporter("watchlist.engine.reports.csvfile.CsvFile"),
    "xlsx": Exporter("watchlist.engine.reports.workbook.Workbook", binary=True),
}
