"""The verbs of judgement: on one hit, or on the hits of all lines of a case that are alike.

Each is on what the person saw: `seen` is the number of the last judgement that stood there, 0 where none did.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import transaction

from watchlist.access.people import allowed
from watchlist.cases.errors import (
    DismissAsWrongIdentification,
    JudgeWhatIsThere,
    ReopenFirst,
    WaitForTheSecond,
)
from watchlist.cases.events import happened
from watchlist.cases.hits import finding_at, to_judge
from watchlist.cases.judgement_models import (
    DISMISSED,
    REASONS,
    Judgement,
    Referral,
)
from watchlist.cases.models import CLOSED, INVESTIGATING, PENDING, Case
from watchlist.cases.rights import WORK
from watchlist.cases.tallying import recount
from watchlist.errors import LookAgain, SayWhy
from watchlist.manifests.models import Party
from watchlist.manifests.parties import party_key
from watchlist.screening.models import ScreenedLine
from watchlist.screening.saving import is_sure

WRONG_IDENTIFICATION = REASONS[0]


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
    judged = _judged(held, line, position, word, person, reason, note, seen)
    recount(held, [line])
    happened(
        held,
        "judge",
        person.get_username(),
        text=note,
        facts={"line": line.line.number, "finding": position, "word": word, "reason": reason},
        at=judged.at,
    )
    return judged


@transaction.atomic
def judge_alike(
    *, case: Case, line: ScreenedLine, word: str, actor: User, reason: str = "", note: str = ""
) -> list[Judgement]:
    """Say one word on every hit that is open on a line and on all lines of the case that are alike: a row each."""
    person, held = _at_work(case, actor)
    lines = list(alike(held, line))
    judged = [
        _judged(held, one, position, word, person, reason, note, None)
        for one in lines
        for position in open_positions(one)
    ]
    recount(held, lines)
    happened(
        held,
        "judge_alike",
        person.get_username(),
        text=note,
        facts={"lines": [one.line.number for one in lines], "word": word, "reason": reason},
    )
    return judged


def alike(case: Case, line: ScreenedLine) -> Iterable[ScreenedLine]:
    """Return the lines of the last screening that are judged alike with one, itself among them, in file order."""
    lines = ScreenedLine.objects.filter(screening=case.screening).select_related("line").order_by("pk")
    return lines.filter(likeness=line.likeness) if line.likeness else lines.filter(pk=line.pk)


def open_positions(line: ScreenedLine) -> list[int]:
    """Return what of a line is to be judged and is not, nor waits for a second officer."""
    latest = latest_of(line)
    return [at for at in to_judge(line) if at not in latest or latest[at].holds in ("undecided", "refused")]


def latest_of(line: ScreenedLine) -> dict[int, Judgement]:
    """Return the judgement that stands on each position of a line."""
    rows = Judgement.objects.filter(screened_line=line).select_related("referral", "by").order_by("number")
    return {row.position: row for row in rows}


def _at_work(case: Case, actor: User) -> tuple[User, Case]:
    """Return the person and the case, held; what nobody had taken is taken. Raises `ReopenFirst`."""
    person = allowed(actor, WORK)
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.state == CLOSED:
        raise ReopenFirst(f"{held} is closed: reopen it first.")
    if held.state == PENDING:
        Case.objects.filter(pk=held.pk).update(state=INVESTIGATING, assignee=held.assignee or person)
        held.refresh_from_db()
    return person, held


def _judged(  # noqa: PLR0917 - the facts of one judgement
    case: Case, line: ScreenedLine, position: int, word: str, person: User, reason: str, note: str, seen: int | None
) -> Judgement:
    if line.screening_id != case.screening_id or position not in to_judge(line):
        raise JudgeWhatIsThere(f"{case} has no such finding to judge.")
    last = latest_of(line).get(position)
    if seen is not None and (last.number if last else 0) != seen:
        raise LookAgain(f"{last.by} judged it meanwhile: {last.holds}." if last else "Nobody has judged it yet.")
    if last is not None and last.holds == "waiting" and word == DISMISSED:
        raise WaitForTheSecond("A second officer was asked about this finding.")
    at, finding = datetime.now(UTC), finding_at(line, position)
    asks = word == DISMISSED and finding is not None and is_sure(finding)
    if word == DISMISSED:
        _refuse_reasonless(reason, note, asks=asks)
    fields = _fields(line)
    return Judgement.objects.create(
        case=case,
        screened_line=line,
        position=position,
        number=(last.number if last else 0) + 1,
        word=word,
        reason=reason if word == DISMISSED else "",
        note=note.strip(),
        by=person,
        at=at,
        referral=_ask(case, person, note, at) if asks else None,
        tier=finding["tier"] if finding else "",
        entry_key=finding["entry"] if finding else "",
        substance_key=str(finding["entry"]).rsplit("/", 1)[-1] if finding else "",
        **{
            side: Party.objects.filter(key=party_key(fields.get(side, ""))).first()
            for side in ("consignor", "consignee")
        },
    )


def _refuse_reasonless(reason: str, note: str, *, asks: bool) -> None:
    if asks and (reason != WRONG_IDENTIFICATION or not note.strip()):
        raise DismissAsWrongIdentification(
            "A sure finding of law is dismissed only as a wrong identification, with a note of what shows it."
        )
    if reason not in REASONS:
        raise SayWhy("Say why it is dismissed.")


def _ask(case: Case, person: User, note: str, at: datetime) -> Referral:
    return Referral.objects.create(
        case=case, kind=Referral.Kind.DISMISSAL, word=DISMISSED, asked_by=person, asked_at=at, note=note.strip()
    )


def _fields(line: ScreenedLine) -> dict[str, str]:
    fields: dict[str, str] = json.loads(line.record)["fields"]
    return fields
