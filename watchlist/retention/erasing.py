"""The job that carries an erasure out: shipments that nothing keeps first, then the name itself.

What may go is decided as every night: what a period of law, a case, a hold or a ruling rests on stays. The
name goes once nothing names it any more; until then it stays, and what was found says why and until when.

Of a user all goes but their acts: own name, address, and all by which they logged in. The name of the account stays. It
stands in acts of the trail, whose hashes hold it, and in the records of cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access import (
    WITH_ADDRESS,
    Authenticator,
    PaperCodes,
    answer_once,
    forget,
    forget_filters,
    forget_old_places,
    forget_old_tries,
    forget_places,
    person_with_right,
    revoke_all,
    unlink_account,
)
from watchlist.audit import AuditPayload, canonical, erase_payloads
from watchlist.authorisations import Authorisation
from watchlist.cases import Judgement
from watchlist.conf import log_in_address_length, retention_years
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.engine.reading import party_key
from watchlist.errors import LookAgain, SayWhy
from watchlist.jobs import Job, Lease, TryAgain, enqueue
from watchlist.manifests import ManifestParty, Party, PartyPast
from watchlist.retention.models import ERASE, Erasure, LegalHold
from watchlist.retention.purge import BATCH, LOOKS_BACK, NAMES, PurgeRun, PurgeScan, purge_blocker
from watchlist.retention.reasons import KeepReason
from watchlist.screenings import Screening, batches
from watchlist.screenings.rescreen import CaseDue
from watchlist.screenings.suppressions import Determination, Suppression
from watchlist.screenings.totals import PartyTally, forget_totals

ERASE_PERSON: Final = "erase_person"
"""The kind of the job that carries an erasure out; its subject is the id of the row."""
ERASING: Final = "erasing"
AT_ONCE: Final = 1_000
"""Acts whose payloads one erasure names."""
MOST_NAMED: Final = 20
"""Screenings that stay and are named in what was found; the rest are counted."""


def erase(lease: Lease) -> None:
    """Carry out the erasure that the job is about, from where it was left."""
    row = Erasure.objects.select_related("asked_by", "user").get(pk=int(lease.subject))
    if row.done_at is not None:
        return
    if row.user is None:
        _erase_party(lease, row)
        return
    with lease.step(1, 1, ERASING):
        _finish(row, forget_user(user=row.user, because=str(row), actor=requester_of(row)))


@dataclass(slots=True)
class RemainingScreenings:
    """The screenings that stay: how many for which reason, until when at the latest, and the first of them."""

    counts: Counter[str] = field(default_factory=Counter)
    until: date | None = None
    first: list[str] = field(default_factory=list)

    def add(self, stays: Iterable[tuple[UUID, KeepReason]]) -> None:
        """Count screenings that stay, by their reasons."""
        for pk, keep_reason in stays:
            self.counts[keep_reason.reason] += 1
            if keep_reason.retention:
                self.until = max(keep_reason.retention.until, self.until or keep_reason.retention.until)
            if len(self.first) < MOST_NAMED:
                self.first.append(str(pk))

    def as_record(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"stay": self.counts, "kept_until": self.until.isoformat() if self.until else None, "which": self.first}


def _erase_party(lease: Lease, row: Erasure) -> None:
    if why := purge_blocker():
        raise (TryAgain if why == LOOKS_BACK else WatchlistError)(why)
    assert row.party is not None
    work = PurgeRun(lease, requester_of(row), lease.done)
    work.finish_marked()
    scan, kept = PurgeScan.of_today(), RemainingScreenings()
    for rows in scan.naming(row.party):
        stays = scan.keep_reasons(rows)
        kept.add(stays.items())
        for batch in batches([screening for screening in rows if screening.pk not in stays], BATCH):
            work.purge(batch)
    with lease.step(work.done, None, ERASING):
        _finish(row, {"shipments": work.done, **kept.as_record(), **_forget_party(row.party, row)})


def _forget_party(pk: int, row: Erasure) -> dict[str, Any]:
    """Erase the name of a party, in payloads of the trail too, once nothing names it; return the outcome."""
    party = Party.objects.select_for_update().filter(pk=pk).first()
    if party is None:
        return {"name": "gone before", "named_by": {}, "payloads": 0}
    naming = named_by(party)
    if naming:
        return {"name": "stays", "named_by": naming, "payloads": 0}
    acts = _acts_naming(party)
    erase_payloads(events=acts, because=str(row), actor=requester_of(row))
    PartyPast.objects.filter(party=party).delete()
    forget_totals([pk])
    PartyTally.objects.filter(party=party).delete()
    Party.objects.filter(pk=pk).delete()
    return {"name": "erased", "named_by": {}, "payloads": len(acts)}


def named_by(party: Party) -> dict[str, int]:
    """Return how many rows of which kind name a party, those that name it alone."""
    either = Q(consignor=party) | Q(consignee=party)
    by_key = Q(consignor=party.key) | Q(consignee=party.key)
    counts = {
        "shipments": ManifestParty.objects.filter(party=party).order_by().values("manifest").distinct().count(),
        "judgements": Judgement.objects.filter(either).count(),
        "holds": LegalHold.objects.filter(party=party).count(),
        "look-backs": CaseDue.objects.filter(by_key).count(),
        "suppressions": Suppression.objects.filter(by_key).count(),
        "determinations": Determination.objects.filter(supplier=party.key).count(),
        "authorisations": Authorisation.objects.filter(holder_key=party.key).count(),
    }
    return {kind: number for kind, number in counts.items() if number}


def _acts_naming(party: Party) -> list[int]:
    """Return the acts whose payload holds a summary that names a party, of screenings that are gone."""
    acts = AuditPayload.objects.filter(event__verb="screen", body__contains=NAMES)
    acts = acts.filter(body__contains=canonical({"key": party.key})[1:-1]).order_by("pk")
    found = dict(acts.values_list("pk", "event__target_key"))
    stored = {str(pk) for pk in Screening.objects.filter(pk__in=found.values()).values_list("pk", flat=True)}
    return [pk for pk, key in found.items() if key not in stored]


def _finish(row: Erasure, result: dict[str, Any]) -> None:
    at = datetime.now(UTC)
    Erasure.objects.filter(pk=row.pk).update(done_at=at, result=canonical(result))
    actor, rows = requester_of(row), [row, row.user] if row.user else [row]
    audit.append(
        actor=actor, verb="erase", target_kind="erasure", target_key=str(row), payload=result, at=at, rows=rows
    )


def requester_of(row: Erasure) -> str:
    """Return the name of who requested the erasure, in whose name it is carried out."""
    return str(row.asked_by.get_username())


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
    actor, payload = person.get_username(), {"of": "user" if row.user_id else "party", "note": note}
    audit.append(actor=actor, verb=verb, target_kind="erasure", target_key=str(row), payload=payload, at=at, rows=[row])


def forget_user(*, user: User, because: str, actor: str) -> dict[str, Any]:
    """Erase what is stored of an inactive user apart from their acts, and return how many of which rows went.

    In the transaction of who calls. Raises `LookAgain` where the account is active again.
    """
    if User.objects.select_for_update().get(pk=user.pk).is_active:
        raise LookAgain(_("The account was made active again: nothing of it is erased."))
    tokens = revoke_all(user=user, actor=actor)
    acts = _with_address().filter(event__target_key=user.get_username())
    addresses = list(acts.order_by("pk").values_list("pk", flat=True))
    erase_payloads(events=addresses, because=because, actor=actor)
    devices = [kind.objects.filter(user=user).delete()[0] for kind in (Authenticator, PaperCodes)]
    own = str(user.pk)
    sessions = [row.pk for row in Session.objects.iterator() if row.get_decoded().get(SESSION_KEY) == own]
    gone = {
        "tokens": tokens,
        "devices": sum(devices),
        "tries": forget(name=user.get_username()),
        "places": forget_places(user=user),
        "filters": forget_filters(user=user),
        "sessions": Session.objects.filter(pk__in=sessions).delete()[0],
        "payloads": len(addresses),
        "links": int(unlink_account(user=user, actor=actor)),
    }
    user.first_name = user.last_name = user.email = ""
    user.set_unusable_password()
    user.save(update_fields=["first_name", "last_name", "email", "password"])
    return gone


def forget_log_ins(*, actor: str, at: datetime) -> None:
    """Delete what has expired of log-ins: sessions, tries, places, and addresses in the trail."""
    Session.objects.filter(expire_date__lt=at).delete()
    forget_old_tries(at=at)
    forget_old_places(at=at)
    old = _with_address().filter(event__at__lt=at - log_in_address_length()).exclude(body=canonical({}))
    while _erase_batch(old, actor):
        pass


@transaction.atomic
def _erase_batch(payloads: QuerySet[AuditPayload], actor: str) -> bool:
    audit.lock_chain()  # before it is looked what is left: somebody may do the same at this moment
    events = list(payloads.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return erase_payloads(events=events, because="log_in_addresses", actor=actor) is not None


def _with_address() -> QuerySet[AuditPayload]:
    """Return the payloads that hold an address: their acts stand under accounts, which an index finds."""
    return AuditPayload.objects.filter(event__target_kind="user", event__verb__in=WITH_ADDRESS)
