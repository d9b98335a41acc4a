"""The lines of a case that a person judges: how far each is, and what is to be sent to judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import page_example
from watchlist.api.cases.access import case_numbered, case_read
from watchlist.api.cases.examples import LINE
from watchlist.api.paging import PageQuery, page, page_of, position
from watchlist.api.record_base import ACTIONS, LINE_SEVERITIES, TIERS, VERDICTS, Record
from watchlist.cases import WORDS, Case, Judgement, LineStanding, finding_at, positions_to_judge
from watchlist.screenings import ScreenedLine, substance_key

OPEN: Final = LineStanding.Progress.OPEN
STANDINGS: Final = (OPEN.value, LineStanding.Progress.WAITING.value, LineStanding.Progress.JUDGED.value)
HOLDS: Final = (*WORDS, "waiting", "refused")
OF_A_LINE: Final = (
    "its position in the record of the line, from 0, findings of house lists not counted; -1: the line as a whole"
)


class CaseLinesQuery(PageQuery):
    """Which lines are asked for."""

    standing = serializers.ChoiceField(STANDINGS, required=False)


class ToJudge(Record):
    """One thing to judge on a line."""

    finding = serializers.IntegerField(help_text=OF_A_LINE)
    tier = serializers.ChoiceField(TIERS, allow_null=True)
    list = serializers.CharField(allow_null=True)
    entry = serializers.CharField(allow_null=True)
    substance = serializers.CharField(allow_null=True, help_text="its key, by which it is judged on all lines")
    severity = serializers.ChoiceField(LINE_SEVERITIES, allow_null=True)
    holds = serializers.ChoiceField(
        HOLDS, allow_null=True, help_text="null: nobody judged it; refused: by the second officer"
    )
    seen = serializers.IntegerField(help_text="to be sent with a judgement: how many stand there")


class CaseLine(Record):
    """A line of the last screening that a person judges."""

    number = serializers.IntegerField(source="line.number", help_text="in the file, from 1")
    verdict = serializers.ChoiceField(VERDICTS)
    action = serializers.ChoiceField(ACTIONS)
    severity = serializers.ChoiceField(LINE_SEVERITIES)
    standing = serializers.ChoiceField(STANDINGS)
    seen = serializers.IntegerField(help_text="to be sent with a word on the whole line: how many stand on it")
    to_judge = ToJudge(many=True)


@case_read(
    summary="Read the lines of a case that a person judges, in the order of the file",
    query=CaseLinesQuery,
    returns=page_of(CaseLine, "CaseLinePage"),
    examples=[page_example(LINE)],
)
def list_case_lines(request: Request, query: dict[str, Any], number: str) -> Response:
    """Return a page of them."""
    (after,) = position(request).after or (0,)
    rows = list(_lines(case_numbered(number), query.get("standing")).filter(pk__gt=after)[: query["limit"] + 1])
    latest = _latest(rows)
    return page(
        request,
        rows,
        limit=query["limit"],
        record=lambda row: _record(row, latest.get(row.pk, {})),
        after=lambda row: [row.pk],
    )


def _lines(case: Case, status: str | None) -> QuerySet[ScreenedLine]:
    """Return the lines to be judged, of one standing or of all; a line that nobody judged has no row of it yet."""
    nobody = LineStanding.objects.filter(case=case, standing=LineStanding.Progress.NONE).values("pk")
    lines = ScreenedLine.objects.filter(screening=case.screening_id).for_people().order_by("pk")
    lines = lines.exclude(pk__in=nobody)
    if status == OPEN:
        lines = lines.exclude(pk__in=LineStanding.objects.filter(case=case).exclude(standing=OPEN).values("pk"))
    elif status:
        lines = lines.filter(standing__standing=status)
    rows: QuerySet[ScreenedLine] = lines.select_related("line", "standing")
    return rows


def _latest(rows: Sequence[ScreenedLine]) -> dict[int, dict[int, Judgement]]:
    """Return the last judgement by line and position."""
    latest: dict[int, dict[int, Judgement]] = {}
    for row in Judgement.objects.filter(screened_line__in=rows).select_related("referral").order_by("number"):
        latest.setdefault(row.screened_line_id, {})[row.position] = row
    return latest


def _record(line: ScreenedLine, latest: Mapping[int, Judgement]) -> dict[str, Any]:
    line_status = getattr(line, "standing", None)
    return CaseLine.from_row(
        line,
        standing=line_status.standing if line_status else OPEN.value,
        seen=sum(row.number for row in latest.values()),
        to_judge=[_to_judge(line, at, latest.get(at)) for at in positions_to_judge(line)],
    )


def _to_judge(line: ScreenedLine, at: int, last: Judgement | None) -> dict[str, Any]:
    finding = finding_at(line, at)
    return ToJudge.from_row(
        finding,
        finding=at,
        substance=substance_key(finding) if finding else None,
        holds=last and last.holds,
        seen=last.number if last else 0,
    )
