"""What is stored of an uploaded manifest, as its reader may see it: lines a page at a time, or all of it as one file.

A file is written as its records are read: never all of them are held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, StreamingHttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.paging import page, position
from watchlist.api.problems import ApiProblem
from watchlist.api.screenings import ReaderView
from watchlist.engine.answer import Line, Record
from watchlist.engine.reports import CsvFile, JsonLines
from watchlist.exports import EXPORTERS
from watchlist.screenings import Hit, ScreenedLine, Screening, read_coverage, read_line, read_summary

MOST_LOOKED_AT: Final = 20_000
"""Lines that one page looks at: a page that finds few says where the next goes on."""


@dataclass(slots=True)
class PageLines:
    """The lines of one page, each with its place; how many were looked at, and the place of the last of these."""

    rows: list[tuple[int, Line]] = field(default_factory=list)
    looked_at: int = 0
    last: int = 0


def page_of_lines(request: Request, screening: Screening | None, query: Mapping[str, Any]) -> Response:
    """Return a page of the lines that are stored of a screening, done or not, in the order of the file."""
    after = position(request).after
    found = _lines_of_screening(request, screening, query, after[0] if after else 0) if screening else PageLines()
    if screening and screening.made_at:
        decided = ReaderView.for_request(request, screening).decided(line for _, line in found.rows)
        found.rows = [(pk, line) for (pk, _), line in zip(found.rows, decided, strict=True)]
    return page(
        request,
        found.rows,
        limit=query["limit"],
        record=lambda row: row[1],
        after=lambda row: [row[0]],
        stopped=[found.last] if found.looked_at == MOST_LOOKED_AT else None,
    )


def _lines_of_screening(request: Request, screening: Screening, query: Mapping[str, Any], after: int) -> PageLines:
    wanted = Q(**{name: query[name] for name in ("verdict", "severity") if name in query})
    if "list" in query:
        wanted &= Q(Exists(Hit.objects.filter(screened_line=OuterRef("pk"), list_key=query["list"])))
    reader, lines = ReaderView.for_request(request, screening), ScreenedLine.objects.of_screening(screening)
    chosen = lines.filter(reader.among(screening, wanted)) if wanted else lines
    return _matching_lines(reader, chosen.in_order(after), query)


def _matching_lines(reader: ReaderView, lines: Iterator[tuple[int, str]], query: Mapping[str, Any]) -> PageLines:
    found = PageLines()
    for pk, text in islice(lines, MOST_LOOKED_AT):
        line = reader.line(read_line(text))
        if _matches(line, query):
            found.rows.append((pk, line))
        if len(found.rows) > query["limit"]:
            break
        found.looked_at, found.last = found.looked_at + 1, pk
    return found


def _matches(line: Line, query: Mapping[str, Any]) -> bool:
    """Return whether a line, as its reader sees it, matches the query: so withheld text finds nothing."""
    if line.verdict != query.get("verdict", line.verdict) or line.severity != query.get("severity", line.severity):
        return False
    if "list" in query and all(finding.list != query["list"] for finding in line.findings):
        return False
    text = query.get("text", "").casefold()
    return not text or any(text in value.casefold() for value in line.declared.values())


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
        texts = TEXTS[name].texts(records)
        pieces = iter(lambda: "".join(islice(texts, LINES_A_PIECE)), "")
        parts = (text.encode() for text in pieces)
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
