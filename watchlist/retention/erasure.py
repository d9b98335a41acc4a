"""The verbs of an erasure: one person requests it, another agrees, and a job carries it out.

Nobody asks it away from law: what a period, a case, a hold or a ruling keeps stays, and the answer says how long.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import person_with_right
from watchlist.access.second_pair import answer_once
from watchlist.audit import chain
from watchlist.conf import retention_years
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.parties import party_key
from watchlist.errors import LookAgain, SayWhy
from watchlist.jobs.models import Job
from watchlist.jobs.queue import enqueue
from watchlist.manifests.models import Party
from watchlist.retention.models import Erasure
from watchlist.retention.rights import ERASE

ERASE_PERSON: Final = "erase_person"
"""The kind of the job that carries an erasure out; its subject is the id of the row."""


def party_of(name: str) -> Party | None:
    """Return the party that is known by a name, however its legal form is written; None where none is."""
    party: Party | None = Party.objects.filter(key=party_key(name)).first()
    return party


def request_party_erasure(*, party: Party, note: str, actor: User) -> Erasure:
    """Request the erasure of a party, with the reason, and return it. Raises as `request_user_erasure` does.

    And `CorrectTheQuestion`, where the house never said how long it keeps what is stored.
    """
    if not retention_years():
        raise CorrectTheQuestion(_("How long the house keeps what is stored is not set: WATCHLIST_RETENTION_YEARS."))
    return _create_request(note, actor, party=party.pk)


def request_user_erasure(*, user: User, note: str, actor: User) -> Erasure:
    """Request the erasure of what is stored of a user, with the reason, and return it.

    Raises `AskForTheRight`, `SayWhy`, and `LookAgain` where the account is still active, or it was asked for already.
    """
    if User.objects.filter(pk=user.pk, is_active=True).exists():
        raise LookAgain(_("%(user)s is active: a superuser deactivates the account first."), user=user)
    return _create_request(note, actor, user=user)


@transaction.atomic
def answer_erasure(*, erasure: Erasure, agreed: bool, note: str, actor: User) -> Job | None:
    """Agree to what another asked for, and return the job that carries it out; or refuse it, with the reason.

    Raises `AskForTheRight`, `AskAnotherPerson`, `SayWhy`, `LookAgain`.
    """
    person = person_with_right(actor, ERASE)
    at = answer_once(erasure, person=person, agreed=agreed, note=note)
    _append_event(erasure, f"{erasure.answer}_erasure", person, erasure.answer_note, at)
    if not agreed:
        return None
    return enqueue(kind=ERASE_PERSON, subject=str(erasure.pk), owner=erasure.asked_by.get_username())


@transaction.atomic
def _create_request(note: str, actor: User, **subject: Any) -> Erasure:
    person, at = person_with_right(actor, ERASE), datetime.now(UTC)
    if not note.strip():
        raise SayWhy(_("Say why it is erased, without the name."))
    if Erasure.objects.filter(**subject, answer="").exists():
        raise LookAgain(_("It was asked for already, and waits for another person."))
    row: Erasure = Erasure.objects.create(asked_by=person, asked_at=at, note=note.strip(), **subject)
    _append_event(row, "ask_erasure", person, row.note, at)
    return row


def _append_event(row: Erasure, verb: str, person: User, note: str, at: datetime) -> None:
    payload = {"of": "user" if row.user_id else "party", "note": note}
    chain.append(
        actor=person.get_username(),
        verb=verb,
        target_kind="erasure",
        target_key=str(row),
        payload=payload,
        at=at,
        rows=[row],
    )
