"""The verbs of legal holds: one person places one, another lifts it. Each appends an audit event."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import allowed
from watchlist.audit import chain
from watchlist.engine.decision.earlier_shipments import shipment_key
from watchlist.engine.texts import Sentence
from watchlist.errors import AskAnotherPerson, LookAgain, SayWhy
from watchlist.manifests.models import Manifest, Party
from watchlist.retention.models import LegalHold
from watchlist.retention.rights import HOLD
from watchlist.screenings.models import Screening


@transaction.atomic
def hold_shipment(*, manifest: Manifest, reason: str, actor: User) -> LegalHold:
    """Hold the shipment of a manifest, however often it was sent, and return the hold.

    Raises `AskForTheRight`, `SayWhy`, and `LookAgain` where it is being let go.
    """
    person = allowed(actor, HOLD)
    _ask_why(reason, _("Say why it is held."))
    shipments = Screening.objects.select_for_update(of=("self",), no_key=True).filter(**_same(manifest))
    rows = list(shipments.order_by("pk").only("let_go_at"))
    if not rows or any(row.let_go_at for row in rows):
        raise LookAgain(_("It is being let go: nothing of it can be held any more."))
    key = shipment_key(manifest.reference, manifest.sha256)
    return _placed(person, reason, shipment=key, title=str(manifest)[:300])


@transaction.atomic
def hold_party(*, party: Party, reason: str, actor: User) -> LegalHold:
    """Hold whatever names a party, stored before or later, and return the hold. Raises `AskForTheRight`, `SayWhy`."""
    person = allowed(actor, HOLD)
    _ask_why(reason, _("Say why it is held."))
    held = Party.objects.select_for_update(no_key=True).get(pk=party.pk)
    return _placed(person, reason, party=held, title=str(held))


@transaction.atomic
def lift(*, hold: LegalHold, note: str, actor: User) -> LegalHold:
    """Lift a hold that another person placed, with the reason, and return it.

    Raises `AskForTheRight`, `AskAnotherPerson`, `SayWhy`, and `LookAgain` where somebody lifted it before.
    """
    person = allowed(actor, HOLD)
    if hold.placed_by_id == person.pk:
        raise AskAnotherPerson(_("You placed this hold: another person must lift it."))
    _ask_why(note, _("Say why it is lifted."))
    at = datetime.now(UTC)
    standing = LegalHold.objects.standing().filter(pk=hold.pk)
    if not standing.update(lifted_by=person, lifted_at=at, lift_note=note.strip()):
        raise LookAgain(_("It was lifted in the meantime."))
    lifted: LegalHold = LegalHold.objects.get(pk=hold.pk)
    _tell("lift_hold", lifted, person, note, at)
    return lifted


def holds_of(manifest: Manifest) -> list[LegalHold]:
    """Return the holds that stand on the shipment of a manifest, or on a party that it names."""
    standing = LegalHold.objects.standing().select_related("placed_by")
    key = shipment_key(manifest.reference, manifest.sha256)
    parties = Party.objects.filter(manifests__manifest=manifest).order_by().values("pk")
    return [*standing.filter(shipment=key), *standing.filter(party__in=parties)]


def _same(manifest: Manifest) -> dict[str, str]:
    if manifest.reference:
        return {"manifest__reference": manifest.reference}
    return {"manifest__reference": "", "manifest__sha256": manifest.sha256}


def _placed(person: User, reason: str, **of: Any) -> LegalHold:
    at = datetime.now(UTC)
    row: LegalHold = LegalHold.objects.create(placed_by=person, placed_at=at, reason=reason.strip(), **of)
    _tell("hold", row, person, reason, at)
    return row


def _tell(verb: str, row: LegalHold, person: User, reason: str, at: datetime) -> None:
    # Whose it is stands in the row: the trail is kept when a party is erased.
    said = {"of": "party" if row.party_id else "shipment", "reason": reason.strip()}
    actor = person.get_username()
    chain.append(actor=actor, verb=verb, target_kind="legal_hold", target_key=str(row), payload=said, at=at, rows=[row])


def _ask_why(reason: str, sentence: Sentence) -> None:
    if not reason.strip():
        raise SayWhy(sentence)
