"""What is taken of a document when a shipment is released under it: once, and never more than is left."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.authorisations.register_rows import used_until
from watchlist.authorisations.registering import lock_current
from watchlist.engine.decision import DocumentUse, amount_text
from watchlist.engine.errors import WatchlistError
from watchlist.temporal import tick


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
    own = sum(
        AuthorisationUse.objects.filter(document=locked.document, shipment=shipment).values_list("amount", flat=True)
    )
    used = used_until(documents=[locked.document]).get(locked.document, DocumentUse())
    is_repeat = AuthorisationUse.objects.filter(document=locked.document, shipment=shipment).exists()
    taken = max(0, amount - own) if locked.most is not None else 0
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
