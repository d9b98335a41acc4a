"""The lines of a screening as its page lists them: fifty at a time, equal ones once, each with how far it is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Count
from django.http import HttpRequest

from chemistry.depict import depict
from watchlist.cases.hits import to_judge
from watchlist.cases.judgement_models import Judgement, LineStanding
from watchlist.engine.reports.lines import LineView, line_view
from watchlist.engine.reports.text import all_visible
from watchlist.internal_lists.overlay import HouseListOverlay
from watchlist.screenings.models import ScreenedLine
from watchlist.web import words
from watchlist.web.judging.order import Order
from watchlist.web.judging.words import Said, group_said, line_said
from watchlist.web.screening.internal_view import shown_line

SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `more`: how many equal ones it stands for beside itself."""

    pk: int
    line: LineView
    said: Said
    more: int
    likeness: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the lines before and after which the pages beside it begin, None where there is none."""

    rows: tuple[Row, ...]
    before: int | None
    after: int | None


def page_of(request: HttpRequest, order: Order, reader: User) -> Page:
    """Return the page of lines that is asked for: those after a line, before a line, or the first."""
    anchor, ahead = _anchor(request, order)
    if ahead:
        found = order.after(anchor, SIZE + 1)
        kept, beyond = found[:SIZE], len(found) > SIZE
        ends = (anchor is not None and bool(kept), beyond)
    else:
        assert anchor is not None
        found = order.before(anchor, SIZE + 1)
        kept, beyond = found[-SIZE:], len(found) > SIZE
        ends = (beyond, bool(kept))
    return Page(
        rows=tuple(_rows(kept, order, reader)),
        before=kept[0].pk if ends[0] else None,
        after=kept[-1].pk if ends[1] else None,
    )


def _anchor(request: HttpRequest, order: Order) -> tuple[ScreenedLine | None, bool]:
    for name, ahead in (("after", True), ("before", False)):
        asked = request.GET.get(name, "")
        if asked.isdecimal() and len(asked) < 19:
            row = ScreenedLine.objects.filter(screening=order.screening, pk=int(asked)).first()
            if row is not None:
                return row, ahead
    return None, True


def _rows(lines: Sequence[ScreenedLine], order: Order, reader: User) -> list[Row]:
    latest, equal = latest_by_line(lines), _equal(lines, order) if order.collapses else {}
    return [_row(line, order, latest[line.pk], equal.get(line.likeness, {}), reader) for line in lines]


def _row(
    line: ScreenedLine, order: Order, latest: Mapping[int, Judgement], equal: Mapping[str, int], reader: User
) -> Row:
    lines = equal.get("lines", 1)
    of_group = group_said(equal, lines) if lines > 1 else None
    return Row(
        pk=line.pk,
        line=thumb_view(line.record, order.overlay),
        said=of_group or line_said(to_judge(line), latest, reader),
        more=lines - 1,
        likeness=line.likeness,
    )


def latest_by_line(lines: Sequence[ScreenedLine]) -> dict[int, dict[int, Judgement]]:
    """Return the judgement that stands on each position of some lines."""
    rows = Judgement.objects.filter(screened_line__in=lines).select_related("referral", "by").order_by("number")
    latest: dict[int, dict[int, Judgement]] = defaultdict(dict)
    for row in rows:
        latest[row.screened_line_id][row.position] = row
    return latest


def _equal(lines: Sequence[ScreenedLine], order: Order) -> dict[str, dict[str, int]]:
    """Return by likeness how many lines of the screening are alike, and how many of them stand at what."""
    alike = {line.likeness for line in lines} - {""}
    rows = ScreenedLine.objects.filter(screening=order.screening, likeness__in=alike).order_by()
    equal = {key: {"lines": number} for key, number in rows.values_list("likeness").annotate(Count("pk")) if number > 1}
    standings = LineStanding.objects.filter(screened_line__screening=order.screening, screened_line__likeness__in=equal)
    counted = standings.order_by().values_list("screened_line__likeness", "standing").annotate(Count("pk"))
    for key, standing, number in counted if equal else ():
        equal[key][standing] = number
    return equal


@lru_cache(maxsize=512)
def thumb_view(record: str, overlay: HouseListOverlay | None = None) -> LineView:
    """Return a stored line in words as a reader is shown it, with its structures drawn small."""
    return line_view(all_visible(shown_line(overlay, record)), _thumb)


def _thumb(smiles: str, **asked: Any) -> str:
    """Draw a structure small and unmarked: lines of the same goods share the drawing."""
    return _small(smiles, str(asked.get("title", "")).partition(";")[0])


@lru_cache(maxsize=2_000)
def _small(smiles: str, title: str) -> str:
    return depict(smiles, title=title, width=words.THUMB[0], height=words.THUMB[1])
