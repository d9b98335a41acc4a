"""Lines of an uploaded manifest, a page at a time, as their reader is shown them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.paging import page, position
from watchlist.api.screenings.shown import Reader
from watchlist.engine.answer import Line
from watchlist.screenings.models import Hit, ScreenedLine, Screening
from watchlist.screenings.stored_answers import read_line

MOST_LOOKED_AT: Final = 20_000
"""Lines that one page looks at: a page that finds few says where the next goes on."""


@dataclass(slots=True)
class Found:
    """The lines of one page, each with its place; how many were looked at, and the place of the last of these."""

    rows: list[tuple[int, Line]] = field(default_factory=list)
    looked_at: int = 0
    last: int = 0


def listed(request: Request, screening: Screening | None, asked: Mapping[str, Any]) -> Response:
    """Return a page of the lines that are stored of a screening, done or not, in the order of the file."""
    after = position(request).after
    found = _of_screening(request, screening, asked, after[0] if after else 0) if screening else Found()
    return page(
        request,
        found.rows,
        limit=asked["limit"],
        record=lambda row: row[1],
        after=lambda row: [row[0]],
        stopped=[found.last] if found.looked_at == MOST_LOOKED_AT else None,
    )


def _of_screening(request: Request, screening: Screening, asked: Mapping[str, Any], after: int) -> Found:
    reader = Reader.of(request, screening)
    lines, wanted = ScreenedLine.objects.of(screening), _wanted(asked)
    chosen = lines.filter(reader.among(screening, wanted)) if wanted else lines
    return _found(reader, chosen.in_order(after), asked)


def _wanted(asked: Mapping[str, Any]) -> Q:
    wanted = Q(**{name: asked[name] for name in ("verdict", "severity") if name in asked})
    if "list" in asked:
        wanted &= Q(Exists(Hit.objects.filter(screened_line=OuterRef("pk"), list_key=asked["list"])))
    return wanted


def _found(reader: Reader, lines: Iterator[tuple[int, str]], asked: Mapping[str, Any]) -> Found:
    found = Found()
    for pk, text in islice(lines, MOST_LOOKED_AT):
        line = reader.line(read_line(text))
        if _is_wanted(line, asked):
            found.rows.append((pk, line))
        if len(found.rows) > asked["limit"]:
            break
        found.looked_at, found.last = found.looked_at + 1, pk
    return found


def _is_wanted(line: Line, asked: Mapping[str, Any]) -> bool:
    """Say whether a line, as it is shown, is one of those asked for: what is kept from a reader finds nothing."""
    if line.verdict != asked.get("verdict", line.verdict) or line.severity != asked.get("severity", line.severity):
        return False
    if "list" in asked and all(finding.list != asked["list"] for finding in line.findings):
        return False
    text = asked.get("text", "").casefold()
    return not text or any(text in value.casefold() for value in line.declared.values())
