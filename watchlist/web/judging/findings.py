"""The findings of a line for judging: each as the reader sees it, at its position in the stored record.

A reader of internal lists sees findings that are not stored: they have no position, and nobody judges them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from watchlist.cases.hits import judged_finding, to_judge
from watchlist.cases.judgement_models import THE_LINE, Judgement
from watchlist.cases.judging import latest_of
from watchlist.engine.answer import Finding, Line
from watchlist.engine.reports.findings import ConditionView, FindingView
from watchlist.engine.reports.lines import LineView
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import is_sure, read_line
from watchlist.web.judging.case import Bench
from watchlist.web.judging.links import Links, links_of
from watchlist.web.judging.words import JudgementView, judgement_view, may_undo

NOWHERE = Links()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding, or the line as a whole (`view` None): `position` is None where nobody judges it.

    `asks`: dismissing it needs a second officer.
    """

    number: int
    position: int | None
    view: FindingView | None
    title: str
    judgement: JudgementView
    asks: bool
    links: Links

    @property
    def is_open(self) -> bool:
        """Return whether it is to judge."""
        return self.position is not None and self.judgement.is_open

    @property
    def missing(self) -> list[ConditionView]:
        """Return the conditions not known to be met or unmet."""
        return [condition for condition in self.view.conditions if condition.is_open] if self.view else []


@dataclass(frozen=True, slots=True)
class Findings:
    """What is judged of a line; `current` is selected, `undo` is the reader's own judgement that can be taken back."""

    rows: tuple[FindingRow, ...]
    current: FindingRow | None
    undo: FindingRow | None

    @property
    def left(self) -> int:
        """Return how many are to judge."""
        return sum(row.is_open for row in self.rows)


def findings_of(  # noqa: PLR0917 - the line as stored and as shown, and for whom
    row: ScreenedLine, view: LineView, displayed: Line, bench: Bench, reader: User, wanted_position: str = ""
) -> Findings:
    """Return the findings of a stored line as `displayed` to a reader; `wanted_position` is out of the address."""
    latest = latest_of(row)
    judged, stored = to_judge(row), read_line(row.record)
    places = positions(displayed.findings, stored.findings)

    def judgement_at(at: int | None) -> JudgementView:
        return judgement_view(None if at is None else latest.get(at), reader)

    rows = [
        _finding_row(number, at if at in judged else None, found, row, stored, judgement_at(at), reader)
        for number, (at, found) in enumerate(zip(places, view.findings, strict=True), 1)
    ]
    if THE_LINE in judged:
        rows.append(_finding_row(len(rows) + 1, THE_LINE, None, row, stored, judgement_at(THE_LINE), reader))
    return Findings(
        tuple(rows), _current(rows, wanted_position), _undo(rows, latest, reader) if bench.may_judge else None
    )


def positions(displayed: Sequence[Finding], stored: Sequence[Finding]) -> list[int | None]:
    """Return the position in the stored record of each finding displayed; None for one that is not stored."""
    free = list(range(len(stored)))
    found: list[int | None] = []
    for finding in displayed:
        at = next((place for place in free if stored[place] == finding), None)
        if at is not None:
            free.remove(at)
        found.append(at)
    return found


def _finding_row(  # noqa: PLR0917 - one finding as stored and as shown, what was said of it, and for whom
    number: int,
    at: int | None,
    view: FindingView | None,
    row: ScreenedLine,
    stored: Line,
    judgement: JudgementView,
    reader: User,
) -> FindingRow:
    finding = None if at is None else judged_finding(stored, at)
    title = " ".join(filter(None, (view.jurisdiction, view.category or view.title))) if view else _("The whole line")
    return FindingRow(
        number=number,
        position=at,
        view=view,
        title=title,
        judgement=judgement,
        asks=finding is not None and is_sure(finding),
        links=NOWHERE if at is None or finding is None else links_of(row, stored, at, reader),
    )


def _current(rows: Sequence[FindingRow], wanted_position: str) -> FindingRow | None:
    """Return the finding to select: the one wanted, else the first to judge, else the first judged."""
    judged = [row for row in rows if row.position is not None]
    return next(
        (row for row in judged if str(row.position) == wanted_position),
        next((row for row in judged if row.is_open), judged[0] if judged else None),
    )


def _undo(rows: Sequence[FindingRow], latest: Mapping[int, Judgement], reader: User) -> FindingRow | None:
    now = datetime.now(UTC)
    fresh = [row for row in rows if row.position is not None and may_undo(latest.get(row.position), reader, now)]
    return max(fresh, key=lambda row: latest[row.position].at if row.position is not None else now, default=None)
