"""The lines of a screening as its page lists them: fifty at a time, equal ones once, each with how far it is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.http import HttpRequest

from watchlist.cases import Judgement, LineStanding, decision_on, positions_to_judge
from watchlist.engine.reports import DecisionView, LineView
from watchlist.screenings import ScreenedLine
from watchlist.web.cases import decision_view
from watchlist.web.concern_words import ConcernPhrase, concern_phrases
from watchlist.web.judging.order import LineOrder
from watchlist.web.judging.words import JudgementView, group_judgement, line_judgement
from watchlist.web.stored_answers import thumb_view

SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of the table; `more`: how many other, equal lines it represents, of which all have the decision."""

    pk: int
    line: LineView
    judgement: JudgementView
    decision: DecisionView | None
    more: int
    likeness: str
    concerns: Sequence[ConcernPhrase] = ()


@dataclass(frozen=True, slots=True)
class LinesPage:
    """Some rows, with the keys of the first and last line where a page is before or after, else None."""

    rows: tuple[PageRow, ...]
    before_line: int | None
    after_line: int | None


def lines_page(request: HttpRequest, order: LineOrder) -> LinesPage:
    """Return the requested page of lines: those after a line, before a line, or the first."""
    anchor, ahead = _anchor(request, order)
    found = (order.lines_after if ahead else order.lines_before)(anchor, SIZE + 1)
    kept, is_more = found[:SIZE] if ahead else found[-SIZE:], len(found) > SIZE
    has_earlier, has_later = (anchor is not None and bool(kept), is_more) if ahead else (is_more, bool(kept))
    return LinesPage(
        rows=tuple(_rows(kept, order)),
        before_line=kept[0].pk if has_earlier else None,
        after_line=kept[-1].pk if has_later else None,
    )


def _anchor(request: HttpRequest, order: LineOrder) -> tuple[ScreenedLine | None, bool]:
    for name, ahead in (("after", True), ("before", False)):
        text = request.GET.get(name, "")
        if text.isdecimal() and len(text) < 19:
            row = ScreenedLine.objects.filter(screening=order.screening, pk=int(text)).first()
            if row is not None:
                return row, ahead
    return None, True


def _rows(lines: Sequence[ScreenedLine], order: LineOrder) -> list[PageRow]:
    latest, equal = latest_by_line(lines), _counts_of_equal(lines, order) if order.collapses else {}
    return [_row(line, order, latest[line.pk], equal.get(line.likeness, {})) for line in lines]


def _row(line: ScreenedLine, order: LineOrder, latest: dict[int, Judgement], equal: Mapping[str, int]) -> PageRow:
    lines = equal.get("lines", 1)
    group = group_judgement(equal, lines) if lines > 1 else None
    return PageRow(
        pk=line.pk,
        line=thumb_view(line.record, order.overlay),
        judgement=group or line_judgement(positions_to_judge(line), latest),
        decision=decision_view(decision_on(line, latest)) if latest and group is None else None,
        more=lines - 1,
        likeness=line.likeness,
        concerns=concern_phrases(line.concerns),
    )


def latest_by_line(lines: Sequence[ScreenedLine]) -> dict[int, dict[int, Judgement]]:
    """Return by line and position the latest judgement."""
    people = ("by", "referral__answered_by")
    rows = Judgement.objects.filter(screened_line__in=lines).select_related(*people).order_by("number")
    latest: dict[int, dict[int, Judgement]] = defaultdict(dict)
    for row in rows:
        latest[row.screened_line_id][row.position] = row
    return latest


def _counts_of_equal(lines: Sequence[ScreenedLine], order: LineOrder) -> dict[str, dict[str, int]]:
    """Return by likeness the number of equal lines of the screening, in all and by status."""
    alike = {line.likeness for line in lines} - {""}
    rows = ScreenedLine.objects.filter(screening=order.screening, likeness__in=alike).order_by()
    equal = {key: {"lines": number} for key, number in rows.values_list("likeness").annotate(Count("pk")) if number > 1}
    standings = LineStanding.objects.filter(screened_line__screening=order.screening, screened_line__likeness__in=equal)
    counted = standings.order_by().values_list("screened_line__likeness", "standing").annotate(Count("pk"))
    for key, status, number in counted if equal else ():
        equal[key][status] = number
    return equal
