"""The lines of a case that a person judges, as rows: what is open first, as the reader of house lists is shown them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Case as Choice, Value, When
from django.http import HttpRequest

from watchlist.cases import Case, LineStanding
from watchlist.engine.reports import LineView
from watchlist.screenings import ScreenedLine
from watchlist.web.cases.words import JUDGED
from watchlist.web.stored_answers import PLACES, apply_overlays, thumb_view

TOP: Final = 20
OPEN_FIRST: Final = Choice(
    When(standing__standing=LineStanding.Progress.JUDGED, then=Value(2)),
    When(standing__standing=LineStanding.Progress.WAITING, then=Value(1)),
    default=Value(0),
)
PEOPLE_FIRST: Final = Choice(*(When(verdict=token, then=Value(place)) for token, place in PLACES.items()))


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in words, and how far it is judged: `open`, `waiting` or `judged`."""

    pk: int
    line: LineView
    status: str
    judged: str


def line_rows(request: HttpRequest, case: Case, most: int = TOP) -> list[LineRow]:
    """Return the first lines of the case's last screening that need a person.

    Their ids first: a case may hold 100,000 lines, and what is sorted should hold no record of any.
    """
    lines = ScreenedLine.objects.filter(screening=case.screening_id).exclude(verdict="no_match")
    first = list(lines.order_by(OPEN_FIRST, PEOPLE_FIRST, "pk").values_list("pk", flat=True)[:most])
    found = ScreenedLine.objects.select_related("line", "standing").in_bulk(first)
    rows = [found[pk] for pk in first]
    for row in rows:
        row.screening = case.screening
    return rows_of(request, rows)


def rows_of(request: HttpRequest, lines: Iterable[ScreenedLine]) -> list[LineRow]:
    """Return some lines as rows."""
    found = list(lines)
    apply_overlays(request, found)
    return [_row(line) for line in found]


def _row(line: ScreenedLine) -> LineRow:
    line_status = line.standing if hasattr(line, "standing") else None
    judged = ", ".join(str(JUDGED.get(word, word)) for word in line_status.words.split()) if line_status else ""
    return LineRow(line.pk, thumb_view(line.record), str(line_status.standing) if line_status else "open", judged)
