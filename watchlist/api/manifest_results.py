"""The results of an uploaded manifest as one file, written as its records are read: never all of them are held."""

from __future__ import annotations

import io
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any, Final

import orjson
from django.http import FileResponse

from watchlist.api.shown import Reader, Record
from watchlist.exports.registry import EXPORTERS
from watchlist.screening.models import ScreenedLine, Screening

KINDS: Final = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(screening: Screening, reader: Reader, name: str) -> FileResponse:
    """Return a file of the results in one format: JSON Lines in the bytes of the command line."""
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    _write(file, reader.records(stored_records(screening)), name)
    file.seek(0)
    named = f"{screening.pk}.{name}"
    return FileResponse(file, as_attachment=True, filename=named, content_type=KINDS[name])


def stored_records(screening: Screening) -> Iterator[Record]:
    """Yield the records of a screening as they were answered, in the contract's order."""
    yield orjson.loads(screening.coverage)
    for _, text in ScreenedLine.objects.of(screening).in_order():
        yield orjson.loads(text)
    yield orjson.loads(screening.summary)


def _write(file: IO[bytes], records: Iterator[Record], name: str) -> None:
    exporter = EXPORTERS[name]
    if exporter.binary:
        exporter.write(records, file)
        return
    text: Any = io.TextIOWrapper(file, encoding="utf-8", newline="")
    exporter.write(records, text)
    text.flush()
    text.detach()
