"""The verbs of judgement: on one hit, or on the hits of all lines of a case that are alike.

Each is on what the person saw: `seen` is the number of the last judgement that stood there, 0 where none did.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.cases.errors import JudgeWhatIsThere, WaitForTheSecond
from watchlist.cases.events import record_event
from watchlist.cases.hits import (
    judged_finding,
    positions_not_asked,
    positions_to_judge,
    recount,
    write_counts,
    write_progress,
)
from watchlist.cases.judgement_models import DISMISSED, THE_LINE, Judgement, LineStanding
from watchlist.cases.judgement_writing import (
    JudgementDraft,
    LineToJudge,
    in_batches,
    latest_on,
    line_to_judge,
    locked_for_judging,
    open_positions,
    rows_of,
    write_judgements,
)
from watchlist.cases.models import Case
from watchlist.errors import LookAgain
from watchlist.screenings import ScreenedLine, read_line

JUDGED_MEANWHILE: Final = {
    "confirmed": _("%(person)s judged it meanwhile: confirmed."),
    "dismissed": _("%(person)s judged it meanwhile: dismissed."),
    "undecided": _("%(person)s judged it meanwhile: undecided."),
    "waiting": _("%(person)s judged it meanwhile: waiting."),
    "refused": _("%(person)s judged it meanwhile: refused."),
}
"""By what holds of the judgement that stands."""


@transaction.atomic
def judge(
    *,
    case: Case,
    line: ScreenedLine,
    position: int,
    word: str,
    actor: User,
    reason: str = "",
    note: str = "",
    seen: int,
) -> Judgement:
    """Judge one hit of a line of the case's last screening, or the line as a whole (position -1); return the judgement.

    One that does not bear may be judged, though nobody is asked. A sure finding of law that is dismissed waits for a
    second officer. Raises `LookAgain` where somebody judged first.
    """
    person, locked = locked_for_judging(case, actor)
    positions = (*positions_to_judge(line), *positions_not_asked(line))
    if line.screening_id != locked.screening_id or position not in positions:
        raise JudgeWhatIsThere(_("%(case)s has no such finding to judge."), case=locked)
    last = latest_of(line).get(position)
    if last is None and seen:
        raise LookAgain(_("No judgement stands there: look again."))
    if last is not None and last.number != seen:
        raise LookAgain(JUDGED_MEANWHILE[last.holds], person=last.by)
    if last is not None and last.holds == "waiting" and word == DISMISSED:
        raise WaitForTheSecond(_("A second officer was asked about this finding."))
    draft = JudgementDraft(locked, person, word, reason, note)
    (judged,) = write_judgements(draft, [line_to_judge(line, {position: seen})])
    recount(locked, [line])
    record_event(
        locked,
        "judge",
        person.get_username(),
        text=draft.note,
        facts={
            "line": line.line.number,
            "finding": position,
            "word": word,
            "reason": judged.reason,
            "goods": goods_of(line, position),
        },
        at=judged.at,
        rows=rows_of([judged]),
    )
    return judged


@transaction.atomic
def judge_alike(
    *,
    case: Case,
    line: ScreenedLine,
    word: str,
    actor: User,
    reason: str = "",
    note: str = "",
    most: int | None = None,
    after: int = 0,
) -> list[Judgement]:
    """Judge every open hit of a line and of all lines of the case that are alike; return the judgements, a row each.

    `most`: on at most so many of those lines, the first of the file beyond the number `after`; `left_open` tells of
    the others afterwards. Raises `JudgeWhatIsThere` for a line that is not of the last screening, `LookAgain` where
    nothing of it is open.
    """
    person, locked = locked_for_judging(case, actor)
    if line.screening_id != locked.screening_id:
        raise JudgeWhatIsThere(_("%(held)s was screened again: judge the lines of its last screening."), held=locked)
    positions, draft = positions_to_judge(line), JudgementDraft(locked, person, word, reason, note)
    answer, judged = read_line(line.record), list[Judgement]()
    numbers: list[int] = []
    wanted = left_open(alike(locked, line)).filter(line__number__gt=after)
    for batch in in_batches(wanted.defer("record"), most):
        left = open_positions({row.pk: positions for row in batch})
        judged += write_judgements(draft, [LineToJudge(pk, answer, places) for pk, places in left.items()])
        numbers += [row.line.number for row in batch if left[row.pk]]
        write_progress(locked, batch, positions)
    if not judged:
        raise LookAgain(_("Nothing of these lines is open: somebody judged them meanwhile."))
    write_counts(locked)
    facts = {
        "lines": numbers,
        "word": word,
        "reason": reason if word == DISMISSED else "",
        "goods": goods_of(line, THE_LINE),
    }
    record_event(
        locked, "judge_alike", person.get_username(), text=draft.note, facts=facts, at=draft.at, rows=rows_of(judged)
    )
    return judged


def goods_of(line: ScreenedLine, position: int) -> str:
    """Return what a judgement is about by name: the listed substance of a finding, else the goods as declared."""
    answer = read_line(line.record)
    found = judged_finding(answer, position)
    return (found.substance if found else "") or answer.fields.get("name", "") or answer.fields.get("cas", "")


def alike(case: Case, line: ScreenedLine) -> QuerySet[ScreenedLine]:
    """Return the lines of the last screening that are judged alike with one, itself among them, in file order."""
    lines = ScreenedLine.objects.filter(screening=case.screening).select_related("line").order_by("pk")
    return lines.filter(likeness=line.likeness) if line.likeness else lines.filter(pk=line.pk)


def left_open(lines: QuerySet[ScreenedLine]) -> QuerySet[ScreenedLine]:
    """Return the lines that are neither fully judged nor waiting for a second officer."""
    return lines.filter(Q(standing__isnull=True) | Q(standing__standing=LineStanding.Progress.OPEN))


def latest_of(line: ScreenedLine) -> dict[int, Judgement]:
    """Return the judgement that stands on each position of a line."""
    return {position: row for (_, position), row in latest_on([line.pk]).items()}
