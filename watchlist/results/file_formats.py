"""The formats in which results are kept, and what writes each."""

from __future__ import annotations

from collections.abc import Iterable
from io import TextIOWrapper
from typing import IO, Final

from watchlist.engine.answer import Record
from watchlist.exports import EXPORTERS

MEDIA_TYPES: Final = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
RESULTS_FORMATS: Final = tuple(MEDIA_TYPES)
MOST_IN_A_WORKBOOK: Final = 20_000
"""Lines: a workbook is held whole while it is made."""


def is_offered(name: str) -> bool:
    """Say whether a format can be written here: some need an extra of the same name."""
    return EXPORTERS[name].is_offered


def holds(name: str, lines: int) -> bool:
    """Say whether a file of a format holds so many lines."""
    return name != "xlsx" or lines <= MOST_IN_A_WORKBOOK


def write_results(name: str, records: Iterable[Record], out: IO[bytes]) -> None:
    """Write the records of an answer in one of the formats: of JSON Lines in the bytes of the command line."""
    exporter = EXPORTERS[name]
    if exporter.binary:
        exporter.write(records, out)
        return
    text = TextIOWrapper(out, encoding="utf-8", newline="")
    exporter.write(records, text)
    text.flush()
    text.detach()
