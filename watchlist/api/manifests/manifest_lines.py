"""The lines that are stored of an uploaded manifest, as its reader may see them, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.paging import page, position
from watchlist.api.screenings import ReaderView
from watchlist.engine.answer import Line
from watchlist.screenings import Hit, ScreenedLine, Screening, read_line

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
        if matches(line, query):
            found.rows.append((pk, line))
        if len(found.rows) > query["limit"]:
            break
        found.looked_at, found.last = found.looked_at + 1, pk
    return found


def matches(line: Line, query: Mapping[str, Any]) -> bool:
    """Return whether a line, as its reader sees it, matches the query: so withheld text finds nothing."""
    if line.verdict != query.get("verdict", line.verdict) or line.severity != query.get("severity", line.severity):
        return False
    if "list" in query and all(finding.list != query["list"] for finding in line.findings):
        return False
    text = query.get("text", "").casefold()
    return not text or any(text in value.casefold() for value in line.declared.values())
