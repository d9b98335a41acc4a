"""The verbs of legal holds: one person places one, another lifts it. Each appends an audit event."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access import person_with_right
from watchlist.engine.decision import shipment_key
from watchlist.engine.texts import Sentence
from watchlist.errors import AskAnotherPerson, LookAgain, SayWhy
from watchlist.manifests import Manifest, Party
from watchlist.retention.models import HOLD, LegalHold, same_shipment
from watchlist.screenings import Screening


@transaction.atomic
def place_shipment_hold(*, manifest: Manifest, reason: str, actor: User) -> LegalHold:
    """Place a legal hold on the shipment of a manifest, however often it was sent, and return it.

    Raises `AskForTheRight`, `SayWhy`, and `LookAgain` where it is being let go.
    """
    person = person_with_right(actor, HOLD)
    _require_reason(reason, _("Say why it is held."))
    shipments = Screening.objects.select_for_update(of=("self",), no_key=True).filter(**same_shipment(manifest))
    rows = list(shipments.order_by("pk").only("let_go_at"))
    if not rows or any(row.let_go_at for row in rows):
        raise LookAgain(_("It is being let go: nothing of it can be held any more."))
    key = shipment_key(manifest.reference, manifest.sha256)
    return _place(person, reason, shipment=key, title=str(manifest)[:300])


@transaction.atomic
def place_party_hold(*, party: Party, reason: str, actor: User) -> LegalHold:
    """Place a legal hold on whatever names a party, now or later. Raises `AskForTheRight`, `SayWhy`."""
    person = person_with_right(actor, HOLD)
    _require_reason(reason, _("Say why it is held."))
    locked = Party.objects.select_for_update(no_key=True).get(pk=party.pk)
    return _place(person, reason, party=locked, title=str(locked))


@transaction.atomic
def lift_hold(*, hold: LegalHold, note: str, actor: User) -> LegalHold:
    """Lift a hold that another person placed, with the reason, and return it.

    Raises `AskForTheRight`, `AskAnotherPerson`, `SayWhy`, and `LookAgain` where somebody lifted it before.
    """
    person = person_with_right(actor, HOLD)
    if hold.placed_by_id == person.pk:
        raise AskAnotherPerson(_("You placed this hold: another person must lift it."))
    _require_reason(note, _("Say why it is lifted."))
    at = datetime.now(UTC)
    active = LegalHold.objects.active().filter(pk=hold.pk)
    if not active.update(lifted_by=person, lifted_at=at, lift_note=note.strip()):
        raise LookAgain(_("It was lifted in the meantime."))
    lifted: LegalHold = LegalHold.objects.get(pk=hold.pk)
    _append_event("lift_hold", lifted, person, note, at)
    return lifted


def holds_of(manifest: Manifest) -> list[LegalHold]:
    """Return the active legal holds on the shipment of a manifest, or on a party that it names."""
    active = LegalHold.objects.active().select_related("placed_by")
    key = shipment_key(manifest.reference, manifest.sha256)
    parties = Party.objects.filter(manifests__manifest=manifest).order_by().values("pk")
    return [*active.filter(shipment=key), *active.filter(party__in=parties)]


def _place(person: User, reason: str, **target: Any) -> LegalHold:
    at = datetime.now(UTC)
    row: LegalHold = LegalHold.objects.create(placed_by=person, placed_at=at, reason=reason.strip(), **target)
    _append_event("hold", row, person, reason, at)
    return row


def _append_event(verb: str, row: LegalHold, person: User, reason: str, at: datetime) -> None:
    # Whose it is stands in the row: the trail is kept when a party is erased.
    payload = {"of": "party" if row.party_id else "shipment", "reason": reason.strip()}
    actor, key = person.get_username(), str(row)
    audit.append(actor=actor, verb=verb, target_kind="legal_hold", target_key=key, payload=payload, at=at, rows=[row])


def _require_reason(reason: str, sentence: Sentence) -> None:
    if not reason.strip():
        raise SayWhy(sentence)
