"""Erase what is stored of a user apart from their acts: own name, address, and all by which they logged in.

The name of the account stays. It stands in acts of the trail, whose hashes hold it, and in the records of cases.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access import (
    WITH_ADDRESS,
    Authenticator,
    PaperCodes,
    forget,
    forget_old_places,
    forget_old_tries,
    forget_places,
    revoke_all,
)
from watchlist.audit import AuditPayload, canonical, erase_payloads
from watchlist.conf import log_in_address_length
from watchlist.errors import LookAgain

AT_ONCE: Final = 1_000
"""Acts whose payloads one erasure names."""


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
        "sessions": Session.objects.filter(pk__in=sessions).delete()[0],
        "payloads": len(addresses),
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
