"""The bar of a line: what one word would judge of the line, of those equal to it, and of a substance on all lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from watchlist.cases import DISMISSED, UNDECIDED, Case, Judgement, judgements_on, left_open, open_lines_with
from watchlist.engine.reports import visible
from watchlist.screenings import ScreenedLine, read_line, substance_key
from watchlist.web.judging.findings import Bench, FindingRow, Findings
from watchlist.web.judging.order import LineOrder
from watchlist.web.judging.words import UNDO_WITHIN


@dataclass(frozen=True, slots=True)
class SubstanceActs:
    """A substance that is open on more than one line: its key and name, and on how many lines."""

    key: str
    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class UndoAct:
    """The reader's own last act, just made: a judgement of it, and what it was of."""

    judgement: int
    what: str


@dataclass(frozen=True, slots=True)
class LineBar:
    """What the keys of a line do: `seen` is how many words were written on it; `equal` the lines judged with it.

    `asks`: to dismiss the line asks a second officer; `waits`: one was asked about all of it. `single`: the finding in
    hand can be judged by itself.
    """

    seen: int
    equal: int
    asks: bool
    waits: bool
    single: bool
    substance: SubstanceActs | None
    undo: UndoAct | None

    @property
    def lines(self) -> int:
        """Return how many lines one word judges: this one, and those equal to it."""
        return self.equal + 1


def line_bar(row: ScreenedLine, bench: Bench, findings: Findings, order: LineOrder, reader: User) -> LineBar | None:
    """Return the bar of a line for a reader; None where they judge nothing."""
    if not bench.may_judge:
        return None
    to_judge = [finding for finding in findings.rows if finding.is_asked]
    current = findings.current
    return LineBar(
        seen=judgements_on(row),
        equal=_open_equal(row) if order.collapses else 0,
        asks=any(finding.asks for finding in to_judge),
        waits=all(finding.judgement.state == "waiting" for finding in to_judge),
        single=current is not None and (len(to_judge) > 1 or not current.is_asked),
        substance=_substance_acts(row, bench.case, current),
        undo=_undo_act(bench.case, reader) if bench.case else None,
    )


def next_open_page(row: ScreenedLine, order: LineOrder) -> str:
    """Return the address of the next open line after one, in the order in which they are read; "" where none is."""
    following = order.next_open(row)
    if following is None:
        return ""
    page = reverse("admin:watchlist_screenedline_change", args=[following.pk])
    return f"{page}?{order.query}" if order.query else page


def _open_equal(row: ScreenedLine) -> int:
    if not row.likeness:
        return 0
    lines = ScreenedLine.objects.filter(screening=row.screening_id, likeness=row.likeness).exclude(pk=row.pk)
    return left_open(lines).count()


def _substance_acts(row: ScreenedLine, case: Case | None, current: FindingRow | None) -> SubstanceActs | None:
    if case is None or current is None or current.position is None or current.position < 0:
        return None
    finding = read_line(row.record).findings[current.position]
    key = substance_key(finding)
    number = open_lines_with(case, key).count()
    return SubstanceActs(key, visible(finding.substance), number) if number > 1 else None


def _undo_act(case: Case, reader: User) -> UndoAct | None:
    since = datetime.now(UTC) - UNDO_WITHIN
    own = Judgement.objects.filter(case=case, by=reader, at__gte=since).order_by("-at", "-pk")
    last = own.select_related("screened_line__line").first()
    if last is None or last.word == UNDECIDED:
        return None
    act = own.filter(at=last.at)
    if last.word == DISMISSED and act.filter(referral__isnull=False).exists():
        return None
    lines = act.order_by().values("screened_line").distinct().count()
    if lines == 1:
        return UndoAct(last.pk, _("line %(n)d") % {"n": last.screened_line.line.number})
    return UndoAct(last.pk, ngettext("%(n)d line", "%(n)d lines", lines) % {"n": lines})
