"""The verbs of judgement on more than one finding: a line, a substance across a shipment; and what takes back an act.

Each is on what the person saw, in numbers that only grow or are counted under the lock of the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.cases.errors import JudgeWhatIsThere, WaitForTheSecond
from watchlist.cases.events import record_event
from watchlist.cases.hits import positions_to_judge, write_counts
from watchlist.cases.judgement_models import THE_LINE, UNDECIDED, Judgement
from watchlist.cases.judgement_writing import (
    JudgementDraft,
    in_batches,
    latest_on,
    line_to_judge,
    locked_for_judging,
    open_positions,
    rows_of,
    write_judgements,
    write_progress_of,
)
from watchlist.cases.judging import JUDGED_MEANWHILE, alike, goods_of, left_open
from watchlist.cases.models import Case
from watchlist.errors import LookAgain
from watchlist.screenings import Hit, ScreenedLine, read_line, substance_key

MEANWHILE: Final = _("Somebody judged these lines meanwhile: look again.")


def judgements_on(line: ScreenedLine) -> int:
    """Return how many words were written on the findings of a line: what a page shows of it, as one number."""
    return Judgement.objects.filter(screened_line=line).count()


def open_lines_with(case: Case, substance: str) -> QuerySet[ScreenedLine]:
    """Return the lines of the last screening that are open and have a finding on a substance, in file order."""
    hits = Hit.objects.filter(screened_line=OuterRef("pk"), substance_key=substance)
    lines = ScreenedLine.objects.filter(Exists(hits), screening=case.screening_id).select_related("line")
    return left_open(lines).order_by("pk")


@transaction.atomic
def judge_line(
    *,
    case: Case,
    line: ScreenedLine,
    word: str,
    actor: User,
    reason: str = "",
    note: str = "",
    seen: int,
    most: int = 1,
) -> list[Judgement]:
    """Judge with one word every finding of a line that bears and is open; where none is, all; return the judgements.

    What a second officer is asked about them is one request. `seen`: `judgements_on` the line, as the person saw it.
    `most`: on so many lines at most, of those that are alike; of the others what is open. Raises `LookAgain` where
    somebody judged it meanwhile, or it has the word already; `WaitForTheSecond`; `JudgeWhatIsThere`.
    """
    person, locked = locked_for_judging(case, actor)
    positions = positions_to_judge(line)
    if line.screening_id != locked.screening_id or not positions:
        raise JudgeWhatIsThere(_("%(case)s has no such line to judge."), case=locked)
    latest = {at: row for (_pk, at), row in latest_on([line.pk]).items()}
    _refuse_unseen(line, latest, seen)
    chosen = open_positions({line.pk: positions})[line.pk] or _to_change(latest, positions, word)
    draft = JudgementDraft(locked, person, word, reason, note)
    judged, lines = write_judgements(draft, [line_to_judge(line, chosen)]), [line]
    for batch in in_batches(left_open(alike(locked, line)).exclude(pk=line.pk), most - 1) if most > 1 else ():
        others = open_positions(dict.fromkeys([row.pk for row in batch], positions))
        judged += write_judgements(draft, [line_to_judge(row, others[row.pk]) for row in batch])
        lines += [row for row in batch if others[row.pk]]
    write_progress_of(locked, [row.pk for row in lines])
    write_counts(locked)
    numbers = sorted(row.line.number for row in lines)
    which: dict[str, object] = {"line": numbers[0]} if len(numbers) == 1 else {"lines": numbers}
    which["goods"] = goods_of(line, THE_LINE)
    verb = "judge_line" if len(numbers) == 1 else "judge_alike"
    _record(verb, draft, judged, which)
    return judged


@transaction.atomic
def judge_substance(
    *, case: Case, substance: str, word: str, actor: User, reason: str = "", note: str = "", seen: int
) -> list[Judgement]:
    """Judge with one word every open finding on a substance, on all lines of the shipment; return the judgements.

    What a second officer is asked about them is one request. `substance`: its key; `seen`: how many `open_lines_with`
    it the person saw. Raises `LookAgain` where they are others now, or nothing of it is open.
    """
    person, locked = locked_for_judging(case, actor)
    lines = open_lines_with(locked, substance)
    if lines.count() != seen:
        raise LookAgain(MEANWHILE)
    draft, name = JudgementDraft(locked, person, word, reason, note), ""
    judged, numbers = list[Judgement](), list[int]()
    for batch in in_batches(lines):
        chosen = open_positions({row.pk: _positions_of(row, substance) for row in batch})
        written = write_judgements(draft, [line_to_judge(row, chosen[row.pk]) for row in batch])
        changed = [row for row in batch if chosen[row.pk]]
        write_progress_of(locked, [row.pk for row in changed])
        judged += written
        numbers += [row.line.number for row in changed]
        name = name or next((_name_of(row, substance) for row in changed), "")
    if not judged:
        raise LookAgain(_("Nothing of this substance is open: somebody judged it meanwhile."))
    write_counts(locked)
    _record("judge_substance", draft, judged, {"substance": name, "lines": numbers})
    return judged


@transaction.atomic
def take_back(*, case: Case, judgement: Judgement, actor: User) -> list[Judgement]:
    """Take back the person's own act in which a judgement was written: each is undecided again; return the new ones.

    Raises `LookAgain` where the act is another's, or judged over since, `WaitForTheSecond` where a second was asked.
    """
    person, locked = locked_for_judging(case, actor)
    act = list(Judgement.objects.filter(case=locked, by=person, at=judgement.at).select_related("screened_line__line"))
    lines = {row.screened_line_id: row.screened_line for row in act}
    latest = latest_on(lines)
    if not act or any(latest[row.screened_line_id, row.position].pk != row.pk for row in act):
        raise LookAgain(_("Another word stands there by now: look again."))
    if any(row.referral_id for row in act):
        raise WaitForTheSecond(_("A second officer was asked about it: judge it otherwise."))
    draft, numbers = JudgementDraft(locked, person, UNDECIDED, "", ""), dict[int, dict[int, int]]()
    for row in act:
        numbers.setdefault(row.screened_line_id, {})[row.position] = row.number
    undone = write_judgements(draft, [line_to_judge(lines[pk], positions) for pk, positions in numbers.items()])
    write_progress_of(locked, lines)
    write_counts(locked)
    _record("take_back", draft, undone, {"lines": sorted(line.line.number for line in lines.values())})
    return undone


def _refuse_unseen(line: ScreenedLine, latest: Mapping[int, Judgement], seen: int) -> None:
    if judgements_on(line) == seen:
        return
    if not latest:
        raise LookAgain(_("No judgement stands there: look again."))
    last = max(latest.values(), key=lambda row: (row.at, row.pk))
    raise LookAgain(JUDGED_MEANWHILE[last.holds], person=last.by)


def _to_change(latest: Mapping[int, Judgement], positions: Sequence[int], word: str) -> dict[int, int]:
    """Return what a line with nothing open is judged otherwise on. Raises `LookAgain`, and `WaitForTheSecond`."""
    waits = {at for at in positions if latest[at].holds == "waiting"}
    others = {at: latest[at].number for at in positions if latest[at].word != word}
    if not others and waits:
        raise WaitForTheSecond(_("A second officer was asked about this line."))
    if not others:
        raise LookAgain(JUDGED_MEANWHILE[word], person=latest[positions[0]].by)
    return others


def _positions_of(line: ScreenedLine, substance: str) -> tuple[int, ...]:
    findings = read_line(line.record).findings
    to_judge = positions_to_judge(line)
    return tuple(at for at in to_judge if at != THE_LINE and substance_key(findings[at]) == substance)


def _name_of(line: ScreenedLine, substance: str) -> str:
    findings = read_line(line.record).findings
    return next(finding.substance for finding in findings if substance_key(finding) == substance)


def _record(verb: str, draft: JudgementDraft, judged: Sequence[Judgement], facts: Mapping[str, object]) -> None:
    record_event(
        draft.case,
        verb,
        draft.person.get_username(),
        text=draft.note,
        facts={**facts, "word": draft.word, "reason": draft.reason},
        at=draft.at,
        rows=rows_of(judged),
    )
