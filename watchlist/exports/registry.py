"""Every format that a screening can be written in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TextIO

from watchlist.exports.csvfile import CsvFile
from watchlist.exports.html import HtmlReport
from watchlist.exports.jsonl import JsonLines
from watchlist.exports.records import Record
from watchlist.exports.table import Table


class Exporter(Protocol):
    """Writes records in the order in which they come: coverage, lines, summary."""

    def write(self, records: Iterable[Record], out: TextIO) -> None: ...


EXPORTERS: dict[str, Exporter] = {
    "table": Table(),
    "jsonl": JsonLines(),
    "csv": CsvFile(),
    "html": HtmlReport(),
}
