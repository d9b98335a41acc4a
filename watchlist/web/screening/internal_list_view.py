"""Stored screenings as a reader of internal lists sees them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.http import HttpRequest

from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.reports import VERDICTS
from watchlist.internal_lists import HouseListOverlay, affected_lines, visible_editions
from watchlist.screenings import ScreenedLine, read_line

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
