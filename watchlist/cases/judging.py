"""The verbs of judgement: on one hit, or on the hits of all lines of a case that are alike.

Each is on what the person saw: `seen` is the number of the last judgement that stood there, 0 where none did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import person_with_right
from watchlist.cases.errors import JudgeWhatIsThere, ReopenFirst, WaitForTheSecond
from watchlist.cases.events import record_event
from watchlist.cases.hits import to_judge
from watchlist.cases.judgement_models import DISMISSED, Judgement, LineStanding, Referral
from watchlist.cases.judgement_writing import JudgementDraft, write_judgements
from watchlist.cases.models import CLOSED, INVESTIGATING, PENDING, Case
from watchlist.cases.rights import WORK
from watchlist.cases.tallying import recount, write_counts, write_progress
from watchlist.errors import LookAgain
from watchlist.screenings.models import ScreenedLine

BATCH: Final = 500
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

    A sure finding of law that is dismissed waits for a second officer. Raises `LookAgain` where somebody judged first.
    """
    person, locked = _locked_for_judging(case, actor)
    last = _judgeable(locked, line, position)
    if (last.number if last else 0) != seen:
        raise _judged_meanwhile(last)
    if last is not None and last.holds == "waiting" and word == DISMISSED:
        raise WaitForTheSecond(_("A second officer was asked about this finding."))
    draft = JudgementDraft(locked, person, word, reason, note)
    (judged,) = write_judgements(draft, line, {line.pk: {position: seen}})
    recount(locked, [line])
    record_event(
        locked,
        "judge",
        person.get_username(),
        text=draft.note,
        facts={"line": line.line.number, "finding": position, "word": word, "reason": judged.reason},
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
    person, locked = _locked_for_judging(case, actor)
    if line.screening_id != locked.screening_id:
        raise JudgeWhatIsThere(_("%(held)s was screened again: judge the lines of its last screening."), held=locked)
    positions, draft = to_judge(line), JudgementDraft(locked, person, word, reason, note)
    judged: list[Judgement] = []
    numbers: list[int] = []
    wanted = left_open(alike(locked, line)).filter(line__number__gt=after)
    for batch in _batches(wanted.defer("record"), most):
        left = _open(batch, positions)
        judged += write_judgements(draft, line, left)
        numbers += [row.line.number for row in batch if left[row.pk]]
        write_progress(locked, batch, positions)
    if not judged:
        raise LookAgain(_("Nothing of these lines is open: somebody judged them meanwhile."))
    write_counts(locked)
    facts = {"lines": numbers, "word": word, "reason": reason if word == DISMISSED else ""}
    record_event(
        locked, "judge_alike", person.get_username(), text=draft.note, facts=facts, at=draft.at, rows=rows_of(judged)
    )
    return judged


def rows_of(judged: Iterable[Judgement]) -> Iterator[Judgement | Referral]:
    """Yield judgements, and what was asked of a second officer about them."""
    for judgement in judged:
        yield judgement
        if judgement.referral:
            yield judgement.referral


def alike(case: Case, line: ScreenedLine) -> QuerySet[ScreenedLine]:
    """Return the lines of the last screening that are judged alike with one, itself among them, in file order."""
    lines = ScreenedLine.objects.filter(screening=case.screening).select_related("line").order_by("pk")
    return lines.filter(likeness=line.likeness) if line.likeness else lines.filter(pk=line.pk)


def left_open(lines: QuerySet[ScreenedLine]) -> QuerySet[ScreenedLine]:
    """Return the lines that are neither fully judged nor waiting for a second officer."""
    return lines.filter(Q(standing__isnull=True) | Q(standing__standing=LineStanding.Progress.OPEN))


def latest_of(line: ScreenedLine) -> dict[int, Judgement]:
    """Return the judgement that stands on each position of a line."""
    rows = Judgement.objects.filter(screened_line=line).select_related("referral", "by").order_by("number")
    return {row.position: row for row in rows}


def _locked_for_judging(case: Case, actor: User) -> tuple[User, Case]:
    """Return the person and the locked case; an unassigned one is assigned to them. Raises `ReopenFirst`."""
    person = person_with_right(actor, WORK)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.state == CLOSED:
        raise ReopenFirst(_("%(held)s is closed: reopen it first."), held=locked)
    if locked.state == PENDING:
        Case.objects.filter(pk=locked.pk).update(state=INVESTIGATING, assignee=locked.assignee or person)
        locked.refresh_from_db()
    return person, locked


def _judged_meanwhile(last: Judgement | None) -> LookAgain:
    if last is None:
        return LookAgain(_("No judgement stands there: look again."))
    return LookAgain(JUDGED_MEANWHILE[last.holds], person=last.by)


def _judgeable(case: Case, line: ScreenedLine, position: int) -> Judgement | None:
    """Return the judgement that stands on a position of a line of the last screening. Raises `JudgeWhatIsThere`."""
    if line.screening_id != case.screening_id or position not in to_judge(line):
        raise JudgeWhatIsThere(_("%(case)s has no such finding to judge."), case=case)
    return latest_of(line).get(position)


def _open(lines: Sequence[ScreenedLine], positions: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return what of some lines is open: by line and position, the number of the judgement that stands there, or 0."""
    found = {line.pk: dict.fromkeys(positions, 0) for line in lines}
    rows = Judgement.objects.filter(screened_line__in=found).select_related("referral").order_by("number")
    latest = {(row.screened_line_id, row.position): row for row in rows}
    for (pk, position), row in latest.items():
        if row.holds in {"undecided", "refused"}:
            found[pk][position] = row.number
        else:
            found[pk].pop(position, None)
    return found


def _batches(lines: QuerySet[ScreenedLine], most: int | None) -> Iterator[list[ScreenedLine]]:
    after, taken = 0, 0
    while batch := list(lines.filter(pk__gt=after)[: BATCH if most is None else min(BATCH, most - taken)]):
        yield batch
        after, taken = batch[-1].pk, taken + len(batch)
