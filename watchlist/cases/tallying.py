"""How far lines and cases are judged, counted anew from their judgements after each verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from watchlist.cases.hits import to_judge
from watchlist.cases.judgement_models import CONFIRMED, DISMISSED, Judgement, LineStanding
from watchlist.cases.models import Case
from watchlist.screenings.models import ScreenedLine

DECIDED = (CONFIRMED, DISMISSED)
OPEN, WAITING, JUDGED = LineStanding.Progress.OPEN, LineStanding.Progress.WAITING, LineStanding.Progress.JUDGED


def recount(case: Case, lines: Iterable[ScreenedLine]) -> None:
    """Store how far some lines of a case are judged, and the counts of the case."""
    for line in lines:
        write_progress(case, [line], to_judge(line))
    write_counts(case)


def write_progress(case: Case, lines: Sequence[ScreenedLine], positions: Sequence[int]) -> None:
    """Store how far some lines are judged that have the same positions to judge; the case is counted afterwards."""
    holds_by_line: dict[int, dict[int, str]] = {line.pk: {} for line in lines}
    rows = Judgement.objects.filter(screened_line__in=holds_by_line).select_related("referral").order_by("number")
    for row in rows:
        holds_by_line[row.screened_line_id][row.position] = row.holds
    standings = [
        LineStanding(
            screened_line_id=pk,
            case=case,
            standing=progress_of(positions, holds),
            words=" ".join(sorted({*holds.values()})),
        )
        for pk, holds in holds_by_line.items()
    ]
    LineStanding.objects.bulk_create(
        standings,
        update_conflicts=True,
        unique_fields=["screened_line"],
        update_fields=["case", "standing", "words"],
        batch_size=500,
    )


def progress_of(positions: Sequence[int], holds: Mapping[int, str]) -> str:
    """Return how far a line is judged, from the word in effect of each position."""
    words = [holds.get(at, "") for at in positions]
    if all(word in DECIDED for word in words):
        return JUDGED
    return WAITING if all(word in (*DECIDED, "waiting") for word in words) else OPEN


def write_counts(case: Case) -> None:
    """Store the counts of a case, of its last screening."""
    rows = LineStanding.objects.filter(case=case, screened_line__screening=case.screening)
    case.lines_judged = rows.filter(standing=JUDGED).count()
    case.lines_waiting = rows.filter(standing=WAITING).count()
    Case.objects.filter(pk=case.pk).update(lines_judged=case.lines_judged, lines_waiting=case.lines_waiting)
