"""The verbs of the register: put a document on file, with its scan; correct it, revoke it, use it.

Each takes an instant of the law's clock: what is on file changes an answer, and an answer as known at an instant knows
what was on file then. Its tick is one that wrote no law, and nothing is compiled anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access import person_with_right
from watchlist.authorisations.facts import AuthorisationFacts, check, facts_of, used_until
from watchlist.authorisations.models import Authorisation, AuthorisationScan, AuthorisationUse
from watchlist.engine.decision import DocumentUse, amount_text
from watchlist.engine.errors import CorrectTheData, WatchlistError
from watchlist.engine.texts import Sentence
from watchlist.errors import LookAgain, SayWhy
from watchlist.law_store import law_known_at
from watchlist.temporal import tick

MOST_BYTES: Final = 10_000_000
TYPES: Final = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
"""The first bytes of what is kept, its type, and the ending of its name."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as sent."""

    name: str
    content: bytes


def read_type(scan: Scan) -> tuple[str, str]:
    """Return the type of a file, and the ending of its name, by its bytes. Raises `CorrectTheData` for another one."""
    if not scan.content:
        raise CorrectTheData(_("The file is empty."))
    if len(scan.content) > MOST_BYTES:
        raise CorrectTheData(_("The file is larger than %(most)s MB."), most=MOST_BYTES // 1_000_000)
    for first, media_type, ending in TYPES:
        if scan.content.startswith(first):
            return media_type, ending
    raise CorrectTheData(_("A scan is a PDF, a PNG or a JPEG: this file is none of them."))


def store_scan(document: UUID, scan: Scan, by: str, at: datetime) -> AuthorisationScan:
    """Store a scan of a document and return it. For the verbs alone. Raises `CorrectTheData`."""
    media_type, _ = read_type(scan)
    return AuthorisationScan.objects.create(
        document=document,
        name=scan.name[:200],
        media_type=media_type,
        size=len(scan.content),
        sha256=hashlib.sha256(scan.content).hexdigest(),
        content=scan.content,
        by=by,
        at=at,
    )


MANAGE: Final = "watchlist.manage_authorisations"
VIEW_AUTHORISATIONS: Final = "watchlist.view_authorisation"


@transaction.atomic
def register(*, facts: AuthorisationFacts, actor: User, scan: Scan | None = None) -> Authorisation:
    """Put a document on file and return its row. Raises `CorrectTheData`."""
    person = person_with_right(actor, MANAGE)
    check(facts, law_known_at())
    _refuse_twice(facts, uuid4())
    row = _written(facts, tick(of_law=False), person, document=uuid4())
    _append_to_audit("register_authorisation", row, person, facts.as_record(), scan)
    return row


@transaction.atomic
def correct(
    *, authorisation: Authorisation, facts: AuthorisationFacts, reason: str, actor: User, scan: Scan | None = None
) -> Authorisation:
    """Correct the facts of a document, with the reason, and return the new row; the old one is superseded.

    Raises `LookAgain` where it was corrected in the meantime, `SayWhy`, `CorrectTheData`.
    """
    person = person_with_right(actor, MANAGE)
    locked = lock_current(authorisation)
    _require_reason(reason, _("Say why it is corrected."))
    check(facts, law_known_at())
    _refuse_twice(facts, locked.document)
    _refuse_less_than_used(locked, facts)
    row = _superseding(locked, facts, person, reason=reason.strip(), revoked_on=locked.revoked_on)
    _append_to_audit("correct_authorisation", row, person, {"reason": reason.strip(), **facts.as_record()}, scan)
    return row


@transaction.atomic
def revoke(*, authorisation: Authorisation, on: date, reason: str, actor: User) -> Authorisation:
    """Revoke a document from a day on, with the reason, and return the new row.

    Before that day it held, and what moved then is covered still. Raises `LookAgain`, `SayWhy`.
    """
    person = person_with_right(actor, MANAGE)
    locked = lock_current(authorisation)
    if locked.revoked_on:
        raise LookAgain(_("%(held)s was revoked already."), held=locked)
    _require_reason(reason, _("Say why it was revoked."))
    row = _superseding(locked, facts_of(locked), person, reason=reason.strip(), revoked_on=on)
    _append_to_audit("revoke_authorisation", row, person, {"reason": reason.strip(), "on": on}, None)
    return row


def lock_current(authorisation: Authorisation) -> Authorisation:
    """Return the row, locked until the transaction ends. Raises `LookAgain` where it was superseded."""
    locked: Authorisation | None = (
        Authorisation.objects.select_for_update().filter(pk=authorisation.pk, superseded_at=None).first()
    )
    if locked is None:
        raise LookAgain(_("%(authorisation)s was corrected or revoked in the meantime."), authorisation=authorisation)
    return locked


def _written(facts: AuthorisationFacts, at: datetime, person: User, **columns: Any) -> Authorisation:
    by = person.get_username()
    row: Authorisation = Authorisation.objects.create(**facts.columns(), recorded_at=at, recorded_by=by, **columns)
    return row


def _superseding(locked: Authorisation, facts: AuthorisationFacts, person: User, **columns: Any) -> Authorisation:
    at = tick(of_law=False)
    Authorisation.objects.filter(pk=locked.pk).supersede(at)
    return _written(facts, at, person, document=locked.document, **columns)


def _append_to_audit(verb: str, row: Authorisation, person: User, facts: dict[str, Any], scan: Scan | None) -> None:
    by = person.get_username()
    kept = store_scan(row.document, scan, by, row.recorded_at) if scan else None
    payload = {**facts, **({"scan": kept.sha256} if kept else {})}
    audit.append(
        actor=by,
        verb=verb,
        target_kind="authorisation",
        target_key=str(row.document),
        payload=payload,
        at=row.recorded_at,
        rows=[*Authorisation.objects.filter(document=row.document), *([kept] if kept else [])],
    )


def _refuse_twice(facts: AuthorisationFacts, document: UUID) -> None:
    columns = facts.columns()
    same = {name: columns[name] for name in ("jurisdiction", "number", "holder_key")}
    if Authorisation.objects.current().filter(**same).exclude(document=document).exists():
        raise CorrectTheData(
            _("%(number)s of %(holder)s is on file already."), number=facts.number.strip(), holder=facts.holder.strip()
        )


def _refuse_less_than_used(locked: Authorisation, facts: AuthorisationFacts) -> None:
    used = used_until(documents=[locked.document]).get(locked.document)
    if used is None:
        return
    columns = facts.columns()
    if (columns["measure"], columns["single_use"]) != (locked.measure, locked.single_use):
        raise CorrectTheData(
            _("It was used: by weight, by volume or without a limit it stays, and for as many consignments.")
        )
    if columns["most"] is not None and columns["most"] < used.amount:
        raise CorrectTheData(_("%(amount)s of it was used already."), amount=amount_text(used.amount, locked.measure))


def _require_reason(reason: str, message: Sentence) -> None:
    if not reason.strip():
        raise SayWhy(message)


class NameAnotherAuthorisation(WatchlistError):
    """What was named is used up, revoked, corrected since, or not for this shipment: its text says which."""


@transaction.atomic
def consume(
    *, authorisation: Authorisation, case: str, shipment: str, amount: int, actor: User
) -> AuthorisationUse | None:
    """Take an amount of a document for the shipment of a case, and return the row; None where it took as much before.

    A shipment that is released a second time takes only what it did not take the first time. The right to release is
    asked by whoever releases. Raises `NameAnotherAuthorisation` where too little is left, or a single one was used for
    another shipment; `LookAgain` where the document was corrected or revoked in the meantime.
    """
    locked = lock_current(authorisation)
    own = list(AuthorisationUse.objects.filter(document=locked.document, shipment=shipment))
    used, is_repeat = used_until(documents=[locked.document]).get(locked.document, DocumentUse()), bool(own)
    taken = max(0, amount - sum(use.amount for use in own)) if locked.most is not None else 0
    refuse_used(locked, used, taken, is_repeat=is_repeat)
    if is_repeat and not taken:
        return None
    at = tick(of_law=False)
    row = AuthorisationUse.objects.create(
        authorisation=locked,
        document=locked.document,
        number=used.times + 1,
        single_use=locked.single_use,
        case=case,
        shipment=shipment,
        amount=taken,
        by=actor.get_username(),
        at=at,
    )
    audit.append(
        actor=actor.get_username(),
        verb="use_authorisation",
        target_kind="authorisation",
        target_key=str(locked.document),
        payload={"case": case, "shipment": shipment, "amount": taken, "measure": locked.measure},
        at=at,
        rows=[row],
    )
    return row


def refuse_used(authorisation: Authorisation, used: DocumentUse, taken: int, *, is_repeat: bool) -> None:
    """Raise `NameAnotherAuthorisation` where less is left than is to be taken."""
    if authorisation.single_use and used.times and (taken or not is_repeat):
        raise NameAnotherAuthorisation(_("%(held)s is for one consignment, and was used for it."), held=authorisation)
    if authorisation.most is not None and used.amount + taken > authorisation.most:
        left = amount_text(authorisation.most - used.amount, authorisation.measure)
        raise NameAnotherAuthorisation(
            _("%(held)s: %(left)s is left, and %(amount)s is asked."),
            held=authorisation,
            left=left,
            amount=amount_text(taken, authorisation.measure),
        )
