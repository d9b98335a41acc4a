"""The findings of a line as they are judged: each as shown to the reader, at its position in the stored record.

A reader of house lists is shown findings that are not stored: they have no position, and nobody judges them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as say

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
from watchlist.web.judging.words import Said, may_undo, said_of

NOWHERE = Links()


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding, or the line as a whole (`view` None): `position` is None where nobody judges it.

    `asks`: to dismiss it, a second officer is asked. `links` is where it leads.
    """

    number: int
    position: int | None
    view: FindingView | None
    title: str
    said: Said
    asks: bool
    links: Links

    @property
    def is_open(self) -> bool:
        """Say whether somebody must judge it."""
        return self.position is not None and self.said.is_open

    @property
    def missing(self) -> list[ConditionView]:
        """Return the conditions of which nobody knows whether they are met."""
        return [condition for condition in self.view.conditions if condition.is_open] if self.view else []


@dataclass(frozen=True, slots=True)
class Findings:
    """What of a line is judged, with the one in hand, and the last word of the reader where it may be taken back."""

    rows: tuple[Judged, ...]
    current: Judged | None
    undo: Judged | None

    @property
    def left(self) -> int:
        """Return how many are to judge."""
        return sum(row.is_open for row in self.rows)


def findings_of(  # noqa: PLR0917 - the line as stored and as shown, and for whom
    row: ScreenedLine, view: LineView, shown: Line, bench: Bench, reader: User, asked: str = ""
) -> Findings:
    """Return the findings of a stored line as `shown` to a reader; `asked` is the position that a page asks for."""
    latest = latest_of(row)
    judged, stored = to_judge(row), read_line(row.record)
    places = positions(shown.findings, stored.findings)

    def said(at: int | None) -> Said:
        return said_of(None if at is None else latest.get(at), reader)

    rows = [
        _judged(number, at if at in judged else None, found, row, stored, said(at), reader)
        for number, (at, found) in enumerate(zip(places, view.findings, strict=True), 1)
    ]
    if THE_LINE in judged:
        rows.append(_judged(len(rows) + 1, THE_LINE, None, row, stored, said(THE_LINE), reader))
    return Findings(tuple(rows), _current(rows, asked), _undo(rows, latest, reader) if bench.may_judge else None)


def positions(shown: Sequence[Finding], stored: Sequence[Finding]) -> list[int | None]:
    """Return for each finding shown its position in the stored record; None for one that is not stored."""
    free = list(range(len(stored)))
    found: list[int | None] = []
    for finding in shown:
        at = next((place for place in free if stored[place] == finding), None)
        if at is not None:
            free.remove(at)
        found.append(at)
    return found


def _judged(  # noqa: PLR0917 - one finding as stored and as shown, what was said of it, and for whom
    number: int, at: int | None, view: FindingView | None, row: ScreenedLine, stored: Line, said: Said, reader: User
) -> Judged:
    finding = None if at is None else judged_finding(stored, at)
    title = " ".join(filter(None, (view.jurisdiction, view.category or view.title))) if view else say("The whole line")
    return Judged(
        number=number,
        position=at,
        view=view,
        title=title,
        said=said,
        asks=finding is not None and is_sure(finding),
        links=NOWHERE if at is None or finding is None else links_of(row, stored, at, reader),
    )


def _current(rows: Sequence[Judged], asked: str) -> Judged | None:
    """Return the finding in hand: the one asked for, else the first that is to judge, else the first that was."""
    judged = [row for row in rows if row.position is not None]
    return next(
        (row for row in judged if str(row.position) == asked),
        next((row for row in judged if row.is_open), judged[0] if judged else None),
    )


def _undo(rows: Sequence[Judged], latest: Mapping[int, Judgement], reader: User) -> Judged | None:
    now = datetime.now(UTC)
    fresh = [row for row in rows if row.position is not None and may_undo(latest.get(row.position), reader, now)]
    return max(fresh, key=lambda row: latest[row.position].at if row.position is not None else now, default=None)
