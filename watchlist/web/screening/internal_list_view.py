"""Stored screenings as a reader of internal lists sees them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.reports.words import VERDICTS
from watchlist.internal_lists.affected_lines import affected_lines
from watchlist.internal_lists.overlay import HouseListOverlay
from watchlist.internal_lists.visible_editions import overlay_on, visible_editions
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.stored_answers import read_line
from watchlist.web.words import of_record

PLACES: Final = {token: place for place, token in enumerate(VERDICTS)}
MOST_FILTERED: Final = 5_000
"""Lines named in one query; where a list touches more, lines are filtered by the verdict as stored."""


@lru_cache(maxsize=64)
def moved_verdicts(overlay: HouseListOverlay, screening: UUID) -> dict[int, str]:
    """Return by the line's id each verdict that a reader sees and that differs from the stored one.

    Cached: neither a screening that is done nor an overlay changes.
    """
    verdicts = {number: line.verdict for number, line in affected_lines(overlay, screening).items()}
    if not verdicts:
        return {}
    rows = ScreenedLine.objects.filter(screening=screening).values_list("line__number", "pk", "verdict")
    return {pk: verdicts[number] for number, pk, verdict in rows.iterator() if verdicts.get(number, verdict) != verdict}


def apply_overlays(request: HttpRequest, rows: Iterable[ScreenedLine]) -> None:
    """Replace the record of each line, of any screenings, by the one that the reader sees."""
    list_reader = visible_editions(request.user)
    overlays: dict[UUID, HouseListOverlay | None] = {}
    for row in rows if list_reader.editions else ():
        if row.screening_id not in overlays:
            overlays[row.screening_id] = list_reader.overlay_on(row.screening)
        if overlay := overlays[row.screening_id]:
            _replace_record(row, shown_line(overlay, row.record))


def shown_line(overlay: HouseListOverlay | None, record: str) -> Line:
    """Return the line of a stored record as the reader of the overlay sees it."""
    stored = read_line(record)
    return overlay.line(stored) if overlay else stored


def _replace_record(row: ScreenedLine, line: Line) -> None:
    """Replace the record of the row in memory; it is never stored."""
    row.record, row.verdict = encode_text(line), line.verdict.value


class VerdictOfLine(admin.SimpleListFilter):
    """Lines of a verdict; within one screening, of the verdict that the reader sees."""

    title = _("verdict")
    parameter_name = "verdict__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the verdicts, people first."""
        return [(token, of_record(VERDICTS, token)) for token in VERDICTS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the lines of the verdict."""
        verdict = self.value()
        if not verdict:
            return queryset
        lines = _changed_lines(request)
        if not lines or len(lines) > MOST_FILTERED:
            return queryset.filter(verdict=verdict)
        wanted = [number for number, line in lines.items() if line.verdict == verdict]
        unmoved = Q(verdict=verdict) & ~Q(line__number__in=list(lines))
        return queryset.filter(unmoved | Q(line__number__in=wanted))


def _changed_lines(request: HttpRequest) -> dict[int, Line]:
    """Return by number the lines that the reader sees otherwise than stored, of the screening in the address."""
    try:
        key = UUID(request.GET.get("screening__id__exact", ""))
    except ValueError:
        return {}
    screening = Screening.objects.filter(pk=key).first()
    overlay = overlay_on(request.user, screening) if screening else None
    return affected_lines(overlay, key) if overlay else {}
