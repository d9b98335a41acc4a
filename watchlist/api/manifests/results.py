"""The results of an uploaded manifest as one file, written as its records are read: never all of them are held."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import Final

from django.http import FileResponse, StreamingHttpResponse

from watchlist.api.problems import ApiProblem
from watchlist.api.screenings import ReaderView
from watchlist.engine.answer import Record
from watchlist.engine.reports import CsvFile, JsonLines
from watchlist.exports import EXPORTERS
from watchlist.screenings import ScreenedLine, Screening, read_coverage, read_line, read_summary

KINDS: Final = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TEXTS: Final[dict[str, JsonLines | CsvFile]] = {"jsonl": JsonLines(), "csv": CsvFile()}
LINES_A_PIECE: Final = 50
"""Lines that are sent together."""

MOST_IN_A_WORKBOOK: Final = 20_000


def as_file(screening: Screening, reader: ReaderView, name: str) -> StreamingHttpResponse:
    """Return a file of the results in one format: JSON Lines in the bytes of the command line.

    Text goes out as its records are read. A workbook is made first, so it holds `MOST_IN_A_WORKBOOK` lines at most.
    """
    records = reader.records(stored_records(screening))
    named = {"Content-Disposition": f'attachment; filename="{screening.pk}.{name}"'}
    if name in TEXTS:
        parts = (text.encode() for text in _in_pieces(TEXTS[name].texts(records)))
        return StreamingHttpResponse(parts, content_type=KINDS[name], headers=named)
    if read_summary(screening.summary).lines > MOST_IN_A_WORKBOOK:
        raise ApiProblem("too-many-lines", f"A workbook holds {MOST_IN_A_WORKBOOK:,} lines: ask for jsonl or csv.")
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    EXPORTERS[name].write(records, file)
    file.seek(0)
    return FileResponse(file, content_type=KINDS[name], headers=named)


def stored_records(screening: Screening) -> Iterator[Record]:
    """Yield the records of a screening as they were answered, in the contract's order."""
    yield read_coverage(screening.coverage)
    for _, text in ScreenedLine.objects.of_screening(screening).in_order():
        yield read_line(text)
    yield read_summary(screening.summary)


def _in_pieces(texts: Iterator[str]) -> Iterator[str]:
    return iter(lambda: "".join(islice(texts, LINES_A_PIECE)), "")
