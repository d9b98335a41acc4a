"""Every format that a screening can be written in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any, ClassVar, Protocol

from watchlist.exports.csvfile import CsvFile
from watchlist.exports.html import HtmlReport
from watchlist.exports.jsonl import JsonLines
from watchlist.exports.records import Record
from watchlist.exports.table import Table
from watchlist.exports.workbook import Workbook


class Exporter(Protocol):
    """Writes records in the order in which they come: coverage, lines, summary; bytes where `binary`, else text."""

    binary: ClassVar[bool]

    def write(self, records: Iterable[Record], out: IO[Any]) -> None: ...


EXPORTERS: dict[str, Exporter] = {
    "table": Table(),
    "jsonl": JsonLines(),
    "csv": CsvFile(),
    "xlsx": Workbook(),
    "html": HtmlReport(),
}
