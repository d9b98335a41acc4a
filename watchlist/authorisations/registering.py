"""The verbs of the register: put a document on file, correct what was written of it, say that it was revoked.

Each takes an instant of the law's clock: what is on file changes an answer, and an answer as known at an instant knows
what was on file then. Its tick is one that wrote no law, and nothing is compiled anew.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access import person_with_right
from watchlist.authorisations.facts import AuthorisationFacts, check, facts_of
from watchlist.authorisations.models import Authorisation
from watchlist.authorisations.register_rows import used_until
from watchlist.authorisations.scans import Scan, store_scan
from watchlist.engine.decision import amount_text
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.texts import Sentence
from watchlist.errors import LookAgain, SayWhy
from watchlist.law_store import law_known_at
from watchlist.temporal import tick

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
