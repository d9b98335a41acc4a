"""Equal low lines on the desk: one row for all, or, where something opens them, the cases that they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext

from watchlist.cases.equal_lines import EqualLineRows, EqualLines
from watchlist.cases.models import Case
from watchlist.engine.reports.text import visible
from watchlist.engine.reports.words import ACTIONS
from watchlist.web.words import of_record

MOST_ROWS: Final = 10
CASES: Final = 5
"""Cases of an opened row that are named one by one."""
REASONS: Final = 3


@dataclass(frozen=True, slots=True)
class EqualLinesView:
    """A row of equal lines in words; `opened` says why they are looked at one by one, empty where they are not."""

    pk: int
    names: str
    consignee: str
    route: str
    action: str
    lines: int
    case_count: int
    total: str
    opened: tuple[str, ...]
    cases: tuple[Case, ...]
    more: int


def equal_line_rows(equal: EqualLineRows) -> dict[str, Any]:
    """Return the rows that the desk shows, and the number of those that it does not."""
    rows = equal.rows[:MOST_ROWS]
    named = {pk for row in rows if row.opened for pk in sorted(row.cases)[:CASES]}
    cases = Case.objects.in_bulk(named) if named else {}
    return {
        "rows": [equal_lines_view(row, [cases[pk] for pk in sorted(row.cases) if pk in cases]) for row in rows],
        "left": equal.left + len(equal.rows) - len(rows),
    }


def equal_lines_view(row: EqualLines, cases: Sequence[Case] = ()) -> EqualLinesView:
    """Return one row in words; of an opened one the first of its cases."""
    named = tuple(cases[:CASES]) if row.opened else ()
    return EqualLinesView(
        pk=row.last.pk,
        names=visible(", ".join(filter(None, row.names))) or gettext("What was not identified"),
        consignee=visible(row.parties.get("consignee", "")),
        route=visible(row.route),
        action=of_record(ACTIONS, row.last.action),
        lines=len(row.lines),
        case_count=len(row.cases),
        total=str(row.total),
        opened=tuple(map(visible, row.opened[:REASONS])),
        cases=named,
        more=len(row.cases) - len(named) if named else 0,
    )
