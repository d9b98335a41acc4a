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

from watchlist.access.people import allowed
from watchlist.audit import chain
from watchlist.authorisations.facts import AuthorisationFacts, check, facts_of
from watchlist.authorisations.models import Authorisation
from watchlist.authorisations.register import used_until
from watchlist.authorisations.scans import Scan, keep
from watchlist.engine.decision.document_amounts import amount_text
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.texts import Sentence
from watchlist.errors import LookAgain, SayWhy
from watchlist.law_store.compile import law_known_at
from watchlist.temporal import tick

MANAGE: Final = "watchlist.manage_authorisations"
VIEW: Final = "watchlist.view_authorisation"


@transaction.atomic
def register(*, facts: AuthorisationFacts, actor: User, scan: Scan | None = None) -> Authorisation:
    """Put a document on file and return its row. Raises `CorrectTheData`."""
    person = allowed(actor, MANAGE)
    check(facts, law_known_at())
    _refuse_twice(facts, uuid4())
    row = _written(facts, tick(of_law=False), person, document=uuid4())
    _told("register_authorisation", row, person, facts.as_record(), scan)
    return row


@transaction.atomic
def correct(
    *, authorisation: Authorisation, facts: AuthorisationFacts, reason: str, actor: User, scan: Scan | None = None
) -> Authorisation:
    """Write anew what a document says, with the reason, and return the new row; the old one is superseded.

    Raises `LookAgain` where it was corrected in the meantime, `SayWhy`, `CorrectTheData`.
    """
    person = allowed(actor, MANAGE)
    held = current(authorisation)
    _ask_why(reason, _("Say why it is corrected."))
    check(facts, law_known_at())
    _refuse_twice(facts, held.document)
    _refuse_less_than_used(held, facts)
    row = _superseding(held, facts, person, reason=reason.strip(), revoked_on=held.revoked_on)
    _told("correct_authorisation", row, person, {"reason": reason.strip(), **facts.as_record()}, scan)
    return row


@transaction.atomic
def revoke(*, authorisation: Authorisation, on: date, reason: str, actor: User) -> Authorisation:
    """Say from which day a document does not hold any more, and why, and return the new row.

    Before that day it held, and what moved then is covered still. Raises `LookAgain`, `SayWhy`.
    """
    person = allowed(actor, MANAGE)
    held = current(authorisation)
    if held.revoked_on:
        raise LookAgain(_("%(held)s was revoked already."), held=held)
    _ask_why(reason, _("Say why it was revoked."))
    row = _superseding(held, facts_of(held), person, reason=reason.strip(), revoked_on=on)
    _told("revoke_authorisation", row, person, {"reason": reason.strip(), "on": on}, None)
    return row


def current(authorisation: Authorisation) -> Authorisation:
    """Return the row, held until the transaction ends. Raises `LookAgain` where it was superseded."""
    held: Authorisation | None = (
        Authorisation.objects.select_for_update().filter(pk=authorisation.pk, superseded_at=None).first()
    )
    if held is None:
        raise LookAgain(_("%(authorisation)s was corrected or revoked in the meantime."), authorisation=authorisation)
    return held


def _written(facts: AuthorisationFacts, at: datetime, person: User, **beside: Any) -> Authorisation:
    by = person.get_username()
    row: Authorisation = Authorisation.objects.create(**facts.columns(), recorded_at=at, recorded_by=by, **beside)
    return row


def _superseding(held: Authorisation, facts: AuthorisationFacts, person: User, **beside: Any) -> Authorisation:
    at = tick(of_law=False)
    Authorisation.objects.filter(pk=held.pk).supersede(at)
    return _written(facts, at, person, document=held.document, **beside)


def _told(verb: str, row: Authorisation, person: User, said: dict[str, Any], scan: Scan | None) -> None:
    by = person.get_username()
    kept = keep(row.document, scan, by, row.recorded_at) if scan else None
    payload = {**said, **({"scan": kept.sha256} if kept else {})}
    chain.append(
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


def _refuse_less_than_used(held: Authorisation, facts: AuthorisationFacts) -> None:
    used = used_until(documents=[held.document]).get(held.document)
    if used is None:
        return
    columns = facts.columns()
    if (columns["measure"], columns["single_use"]) != (held.measure, held.single_use):
        raise CorrectTheData(
            _("It was used: by weight, by volume or without a limit it stays, and for as many consignments.")
        )
    if columns["most"] is not None and columns["most"] < used.amount:
        raise CorrectTheData(_("%(amount)s of it was used already."), amount=amount_text(used.amount, held.measure))


def _ask_why(reason: str, asked: Sentence) -> None:
    if not reason.strip():
        raise SayWhy(asked)
