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

from watchlist.access.people import allowed
from watchlist.cases.errors import JudgeWhatIsThere, ReopenFirst, WaitForTheSecond
from watchlist.cases.events import happened
from watchlist.cases.hits import to_judge
from watchlist.cases.judgement_models import DISMISSED, Judgement, LineStanding, Referral
from watchlist.cases.models import CLOSED, INVESTIGATING, PENDING, Case
from watchlist.cases.rights import WORK
from watchlist.cases.saying import Said, say
from watchlist.cases.tallying import count, recount, stand
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
    """Say a word on one hit of a line of the case's last screening, or on the line (position -1); return the row.

    A sure finding of law that is dismissed waits for a second officer. Raises `LookAgain` where somebody judged first.
    """
    person, held = _at_work(case, actor)
    last = _judgeable(held, line, position)
    if (last.number if last else 0) != seen:
        raise _judged_meanwhile(last)
    if last is not None and last.holds == "waiting" and word == DISMISSED:
        raise WaitForTheSecond(_("A second officer was asked about this finding."))
    said = Said(held, person, word, reason, note)
    (judged,) = say(said, line, {line.pk: {position: seen}})
    recount(held, [line])
    happened(
        held,
        "judge",
        person.get_username(),
        text=said.note,
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
    """Say one word on every hit that is open on a line and on all lines of the case that are alike: a row each.

    `most`: on at most so many of those lines, the first of the file beyond the number `after`; `left_open` tells of
    the others afterwards. Raises `JudgeWhatIsThere` for a line that is not of the last screening, `LookAgain` where
    nothing of it is open.
    """
    person, held = _at_work(case, actor)
    if line.screening_id != held.screening_id:
        raise JudgeWhatIsThere(_("%(held)s was screened again: judge the lines of its last screening."), held=held)
    positions, said = to_judge(line), Said(held, person, word, reason, note)
    judged: list[Judgement] = []
    numbers: list[int] = []
    wanted = left_open(alike(held, line)).filter(line__number__gt=after)
    for some in _batches(wanted.defer("record"), most):
        left = _open(some, positions)
        judged += say(said, line, left)
        numbers += [one.line.number for one in some if left[one.pk]]
        stand(held, some, positions)
    if not judged:
        raise LookAgain(_("Nothing of these lines is open: somebody judged them meanwhile."))
    count(held)
    facts = {"lines": numbers, "word": word, "reason": reason if word == DISMISSED else ""}
    happened(held, "judge_alike", person.get_username(), text=said.note, facts=facts, at=said.at, rows=rows_of(judged))
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
    """Return those of some lines that are not judged to the end, nor wait for a second officer."""
    return lines.filter(Q(standing__isnull=True) | Q(standing__standing=LineStanding.Standing.OPEN))


def latest_of(line: ScreenedLine) -> dict[int, Judgement]:
    """Return the judgement that stands on each position of a line."""
    rows = Judgement.objects.filter(screened_line=line).select_related("referral", "by").order_by("number")
    return {row.position: row for row in rows}


def _at_work(case: Case, actor: User) -> tuple[User, Case]:
    """Return the person and the case, held; what nobody had taken is taken. Raises `ReopenFirst`."""
    person = allowed(actor, WORK)
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.state == CLOSED:
        raise ReopenFirst(_("%(held)s is closed: reopen it first."), held=held)
    if held.state == PENDING:
        Case.objects.filter(pk=held.pk).update(state=INVESTIGATING, assignee=held.assignee or person)
        held.refresh_from_db()
    return person, held


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
    while some := list(lines.filter(pk__gt=after)[: BATCH if most is None else min(BATCH, most - taken)]):
        yield some
        after, taken = some[-1].pk, taken + len(some)
