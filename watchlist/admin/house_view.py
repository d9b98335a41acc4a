"""Stored screenings as a reader of house lists is shown them on these pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest

from watchlist.exports.words import VERDICTS
from watchlist.house.overlay import Overlay
from watchlist.house.readers import overlay_on, reader
from watchlist.house.touched import touched
from watchlist.screening.models import ScreenedLine, Screening
from watchlist.screening.saving import text_of

PLACES: Final = {token: place for place, token in enumerate(VERDICTS)}
PEOPLE_FIRST: Final = Case(*(When(verdict=token, then=Value(place)) for token, place in PLACES.items()))
MOST_FILTERED: Final = 5_000
"""Lines named in one query; where a list touches more, lines are filtered by the verdict as stored."""


def first_lines(screening: Screening, overlay: Overlay | None, most: int) -> list[ScreenedLine]:
    """Return the first lines of a screening, those that need a person before the others, as shown to the reader."""
    lines = ScreenedLine.objects.filter(screening=screening).select_related("line")
    ordered = lines.order_by(PEOPLE_FIRST, "line__number")
    if overlay is None:
        return list(ordered[:most])
    records = touched(overlay, screening.pk)
    moved = sorted(records, key=lambda number: (PLACES[records[number]["verdict"]], number))[:most]
    ours = [_as_shown(row, records[row.line.number]) for row in lines.filter(line__number__in=moved)]
    others = islice((row for row in ordered.iterator(most) if row.line.number not in records), most)
    return sorted([*ours, *others], key=lambda row: (PLACES[row.verdict], row.line.number))[:most]


def show(request: HttpRequest, rows: Iterable[ScreenedLine]) -> None:
    """Give each of some lines, of any screenings, the record that the reader is shown."""
    of = reader(request.user)
    overlays: dict[UUID, Overlay | None] = {}
    for row in rows if of.editions else ():
        if row.screening_id not in overlays:
            overlays[row.screening_id] = of.overlay_on(row.screening)
        if overlay := overlays[row.screening_id]:
            _as_shown(row, overlay.line(json.loads(row.record)))


def _as_shown(row: ScreenedLine, record: dict[str, Any]) -> ScreenedLine:
    """Return the row with another record, which is never stored."""
    row.record, row.verdict = text_of(record), record["verdict"]
    return row


class VerdictOfLine(admin.SimpleListFilter):
    """Lines of a verdict; within one screening, of the verdict that the reader is shown."""

    title = "verdict"
    parameter_name = "verdict__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the verdicts, people first."""
        return list(VERDICTS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the lines of the verdict."""
        verdict = self.value()
        if not verdict:
            return queryset
        records = _touched(request)
        if not records or len(records) > MOST_FILTERED:
            return queryset.filter(verdict=verdict)
        wanted = [number for number, record in records.items() if record["verdict"] == verdict]
        unmoved = Q(verdict=verdict) & ~Q(line__number__in=list(records))
        return queryset.filter(unmoved | Q(line__number__in=wanted))


def _touched(request: HttpRequest) -> dict[int, dict[str, Any]]:
    """Return the lines that the reader is shown in another way, of the one screening that a page is narrowed to."""
    try:
        asked = UUID(request.GET.get("screening__id__exact", ""))
    except ValueError:
        return {}
    screening = Screening.objects.filter(pk=asked).first()
    overlay = overlay_on(request.user, screening) if screening else None
    return touched(overlay, asked) if overlay else {}
