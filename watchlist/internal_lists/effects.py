"""Which lines of a stored screening match the lists of an overlay: worked out once an item, not once a line."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from watchlist.engine.answer import Line, Summary
from watchlist.internal_lists.overlay import HouseListOverlay, Recount
from watchlist.screenings import ScreenedLine, read_line

REMEMBERED: Final = 256
BATCH: Final = 2_000
MOST_NAMED: Final = 500
"""Items named in one query; where more match, every line is looked at."""


def affected_lines(overlay: HouseListOverlay, screening: UUID) -> dict[int, Line]:
    """Return each line that the overlay changes, as changed, by its number."""
    found = {}
    for number, text in _stored(overlay, screening).values_list("line__number", "record").iterator(BATCH):
        line = read_line(text)
        if (visible_line := overlay.line(line)) is not line:
            found[number] = visible_line
    return found


def affected_summary(overlay: HouseListOverlay, screening: UUID, summary: Summary) -> Summary:
    """Return the summary of a stored screening for this reader, without reading the lines that stay as they are."""
    recount = Recount()
    for text in _stored(overlay, screening).values_list("record", flat=True).iterator(BATCH):
        line = read_line(text)
        recount.add(line, overlay.line(line))
    return recount.summary(summary)


def candidates(overlay: HouseListOverlay, screening: UUID, wanted: Q) -> Q:
    """Return `wanted`, a filter on stored columns, widened by the lines that the overlay touches.

    Of what it selects, whoever pages must look again at each line as shown (`overlay.line`): a touched line may be
    wanted only as shown, or only as stored.
    """
    items = affected_items(overlay, screening)
    if not items:
        return wanted
    return wanted | Q(line__item__in=items) if len(items) <= MOST_NAMED else Q()


@lru_cache(maxsize=REMEMBERED)
def affected_items(overlay: HouseListOverlay, screening: UUID) -> frozenset[int]:
    """Return the distinct items of a stored screening that stand on the lists of an overlay.

    Lines of one item are read alike within a screening, so that one of them speaks for all.
    """
    lines = ScreenedLine.objects.filter(screening=screening)
    first = lines.order_by().values("line__item").annotate(first=Min("pk")).values("first")
    rows = ScreenedLine.objects.filter(pk__in=first).order_by().values_list("line__item", "record")
    return frozenset(item for item, text in rows.iterator(BATCH) if overlay.matches(read_line(text)))


def _stored(overlay: HouseListOverlay, screening: UUID) -> QuerySet[Any]:
    items = affected_items(overlay, screening)
    lines = ScreenedLine.objects.filter(screening=screening).order_by("line__number")
    return lines.filter(line__item__in=items) if len(items) <= MOST_NAMED else lines
