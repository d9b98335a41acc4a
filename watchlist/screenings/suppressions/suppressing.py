"""The verbs of suppressions: request, answer, withdraw."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access import WORK, person_with_right
from watchlist.engine.decision import can_be_suppressed, conflict_key, finding_key
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import identity_text, item_digest
from watchlist.errors import LookAgain
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import party_keys
from watchlist.screenings.suppressions import verbs
from watchlist.screenings.suppressions.models import CONFLICT, FINDING, Suppression
from watchlist.screenings.suppressions.verbs import CurrentFindings, current_findings_of


@transaction.atomic
def request_suppression(*, line: ScreenedLine, position: int, until: date, note: str, actor: User) -> Suppression:
    """Request the suppression of a guess or signal on a stored line, and of its like between the parties; return it.

    Raises `CorrectTheQuestion` for a sure finding of law, a controlled drug, a line without parties, a wrong day;
    `SayWhy`; `LookAgain` where the law finds otherwise now, or it is asked for already.
    """
    person = person_with_right(actor, WORK)
    found = current_findings_of(line)
    finding = found.finding(position)
    if not can_be_suppressed(finding.tier, finding.certainty):
        raise CorrectTheQuestion(
            _("Only a guess or a signal is suppressed; a sure finding of law, or of a controlled drug, never is.")
        )
    listed = found.law.substances.get(finding.scheduling.substance)
    key = finding_key(finding, listed, item_digest(identity_text(found.line.fields)))
    what: dict[str, Any] = {"kind": FINDING, "position": position, "entry_key": key.entry, "of_text": bool(key.item)}
    what |= {name: getattr(key, name) for name in ("entry_version", "rule", "tier", "certainty", "structure")}
    return _create(found, line, what, until, note, person)


@transaction.atomic
def request_conflict_suppression(
    *, line: ScreenedLine, position: int, until: date, note: str, actor: User
) -> Suppression:
    """Request the suppression of a conflict between the fields of a stored line, on the same words; return it.

    Raises as `request_suppression`.
    """
    person = person_with_right(actor, WORK)
    found = current_findings_of(line)
    key = conflict_key(found.conflict(position), "")
    what = {"kind": CONFLICT, "position": position, "code": key.code, "about": key.about, "of_text": True}
    return _create(found, line, what, until, note, person)


@transaction.atomic
def answer_suppression(*, suppression: Suppression, agreed: bool, actor: User, note: str = "") -> Suppression:
    """Agree to a suppression, which is known from now on, or refuse it; return it.

    Raises `AskAnotherPerson` for who asked, `SayWhy` for a refusal without a reason, `LookAgain` where it was answered.
    """
    verbs.store_answer(suppression, agreed=agreed, actor=actor, note=note)
    return suppression


@transaction.atomic
def withdraw_suppression(*, suppression: Suppression, actor: User, note: str) -> Suppression:
    """Withdraw a suppression with a reason: what it set aside counts again from now on; return it.

    One officer is enough, since nothing is hidden by it. Raises `SayWhy`, `LookAgain` where it is not in force.
    """
    verbs.store_withdrawal(suppression, actor=actor, note=note)
    return suppression


def _create(  # noqa: PLR0917 - the facts of one suppression
    found: CurrentFindings, line: ScreenedLine, what: dict[str, Any], until: date, note: str, person: User
) -> Suppression:
    at = datetime.now(UTC)
    verbs.check_request(until=until, note=note, today=at.date())
    parties = party_keys(found.line)
    if not any(parties.values()):
        raise CorrectTheQuestion(_("The line names no party: a suppression holds between parties."))
    columns = {**what, "item": line.line.item, **parties}
    same = {name: value for name, value in columns.items() if name not in ("position", "item")}
    if columns["of_text"]:
        same["item"] = columns["item"]
    if Suppression.objects.filter(**same, answer="").exists():
        raise LookAgain(_("The same is asked for already, and waits for a second officer."))
    row: Suppression = Suppression.objects.create(
        **columns, screened_line=line, asked_by=person, asked_at=at, asked_on=at.date(), until=until, note=note.strip()
    )
    facts = {name: value for name, value in same.items() if name != "item"}
    verbs.append_event(row, "ask", person, {**facts, "until": until.isoformat(), "note": row.note}, at)
    return row
