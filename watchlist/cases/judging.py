"""The verbs of judgement: on one hit, or on the hits of all lines of a case that are alike.

Each is on what the person saw: `seen` is the number of the last judgement that stood there, 0 where none did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist.cases.errors import DismissAsWrongIdentification, JudgeWhatIsThere, WaitForTheSecond
from watchlist.cases.events import record_event
from watchlist.cases.hits import judged_finding, parties_of, positions_to_judge, recount, write_counts, write_progress
from watchlist.cases.judgement_models import DISMISSED, REASONS, THE_LINE, Judgement, LineStanding, Referral
from watchlist.cases.models import INVESTIGATING, PENDING, Case
from watchlist.cases.rights import WORK, locked_open
from watchlist.engine.answer import Finding
from watchlist.errors import LookAgain, SayWhy
from watchlist.screenings import ScreenedLine, is_sure, read_line, substance_key

WRONG_IDENTIFICATION: Final = REASONS[0]
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
    if line.screening_id != locked.screening_id or position not in positions_to_judge(line):
        raise JudgeWhatIsThere(_("%(case)s has no such finding to judge."), case=locked)
    last = latest_of(line).get(position)
    if last is None and seen:
        raise LookAgain(_("No judgement stands there: look again."))
    if last is not None and last.number != seen:
        raise LookAgain(JUDGED_MEANWHILE[last.holds], person=last.by)
    if last is not None and last.holds == "waiting" and word == DISMISSED:
        raise WaitForTheSecond(_("A second officer was asked about this finding."))
    draft = _JudgementDraft(locked, person, word, reason, note)
    (judged,) = _write_judgements(draft, line, {line.pk: {position: seen}})
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
            "goods": _goods_of(line, position),
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
    person, locked = _locked_for_judging(case, actor)
    if line.screening_id != locked.screening_id:
        raise JudgeWhatIsThere(_("%(held)s was screened again: judge the lines of its last screening."), held=locked)
    positions, draft = positions_to_judge(line), _JudgementDraft(locked, person, word, reason, note)
    judged: list[Judgement] = []
    numbers: list[int] = []
    wanted = left_open(alike(locked, line)).filter(line__number__gt=after)
    for batch in _batches(wanted.defer("record"), most):
        left = _open(batch, positions)
        judged += _write_judgements(draft, line, left)
        numbers += [row.line.number for row in batch if left[row.pk]]
        write_progress(locked, batch, positions)
    if not judged:
        raise LookAgain(_("Nothing of these lines is open: somebody judged them meanwhile."))
    write_counts(locked)
    facts = {
        "lines": numbers,
        "word": word,
        "reason": reason if word == DISMISSED else "",
        "goods": _goods_of(line, THE_LINE),
    }
    record_event(
        locked, "judge_alike", person.get_username(), text=draft.note, facts=facts, at=draft.at, rows=rows_of(judged)
    )
    return judged


def _goods_of(line: ScreenedLine, position: int) -> str:
    """Return what a judgement is about by name: the listed substance of a finding, else the goods as declared."""
    answer = read_line(line.record)
    found = judged_finding(answer, position)
    return (found.substance if found else "") or answer.fields.get("name", "") or answer.fields.get("cas", "")


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
    person, locked = locked_open(case.pk, actor, WORK)
    if locked.state == PENDING:
        Case.objects.filter(pk=locked.pk).update(state=INVESTIGATING, assignee=locked.assignee or person)
        locked.refresh_from_db()
    return person, locked


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


@dataclass(slots=True)
class _JudgementDraft:
    """One word of one person on hits of a case, at one instant; only a dismissal has a reason."""

    case: Case
    person: User
    word: str
    reason: str
    note: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.note = self.note.strip()
        self.reason = self.reason if self.word == DISMISSED else ""


def _write_judgements(
    draft: _JudgementDraft, line: ScreenedLine, last_numbers: Mapping[int, Mapping[int, int]]
) -> list[Judgement]:
    """Write judgements on positions of lines that are alike (`line` is one of them), and return them.

    `last_numbers`: by line and position, the number of the last judgement, or 0. Raises
    `DismissAsWrongIdentification` and `SayWhy` for a dismissal without what it needs.
    """
    answer = read_line(line.record)
    parties = parties_of(answer)
    rows: list[Judgement] = []
    for position in dict.fromkeys(position for positions in last_numbers.values() for position in positions):
        finding = judged_finding(answer, position)
        asks = _needs_second_officer(draft, finding)
        lines = {pk: positions[position] for pk, positions in last_numbers.items() if position in positions}
        referrals = _write_referrals(draft, len(lines)) if asks else [None] * len(lines)
        rows += [
            Judgement(
                case=draft.case,
                screened_line_id=pk,
                position=position,
                number=last + 1,
                word=draft.word,
                reason=draft.reason,
                note=draft.note,
                by=draft.person,
                at=draft.at,
                referral=referral,
                tier=finding.tier.value if finding else "",
                entry_key=finding.entry if finding else "",
                substance_key=substance_key(finding) if finding else "",
                **parties,
            )
            for (pk, last), referral in zip(lines.items(), referrals, strict=True)
        ]
    return Judgement.objects.bulk_create(rows, batch_size=BATCH)


def _needs_second_officer(draft: _JudgementDraft, finding: Finding | None) -> bool:
    """Say whether a second officer must agree: to the dismissal of a sure finding of law."""
    if draft.word != DISMISSED:
        return False
    asks = finding is not None and is_sure(finding)
    if asks and (draft.reason != WRONG_IDENTIFICATION or not draft.note):
        raise DismissAsWrongIdentification(
            _("A sure finding of law is dismissed only as a wrong identification, with a note of what shows it.")
        )
    if draft.reason not in REASONS:
        raise SayWhy(_("Say why it is dismissed."))
    return asks


def _write_referrals(draft: _JudgementDraft, times: int) -> list[Referral]:
    fields = {"case": draft.case, "asked_by": draft.person, "asked_at": draft.at, "note": draft.note}
    rows = [Referral(kind=Referral.Kind.DISMISSAL, word=DISMISSED, **fields) for _ in range(times)]
    return Referral.objects.bulk_create(rows, batch_size=BATCH)
