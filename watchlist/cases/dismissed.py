"""Which findings of a case are dismissed, as it holds now: by two people where one is not enough."""

from __future__ import annotations

from collections.abc import Collection

from watchlist.cases.judgement_models import DISMISSED, Judgement
from watchlist.cases.models import Case


def dismissed_findings(case: Case, lines: Collection[int] | None = None) -> set[tuple[int, int]]:
    """Return the findings that are dismissed, of some lines or of the last screening: id of the line, and position."""
    rows = Judgement.objects.filter(case=case, screened_line__screening=case.screening)
    rows = rows if lines is None else rows.filter(screened_line__in=lines)
    last = {(row.screened_line_id, row.position): row for row in rows.select_related("referral").order_by("number")}
    return {at for at, row in last.items() if row.holds == DISMISSED}
