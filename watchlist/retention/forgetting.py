"""What is held of a user beside his acts, erased: his own name, his address, and all by which he logged in.

The name of his account stays. It stands in acts of the trail, whose hashes hold it, and in the records of cases.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from watchlist.access.devices import Authenticator, PaperCodes
from watchlist.access.tokens import revoke_all
from watchlist.audit.models import AuditPayload
from watchlist.audit.payloads import erase_payloads
from watchlist.errors import LookAgain


def forget_user(*, user: User, because: str, actor: str) -> dict[str, Any]:
    """Erase what is held of a user who is not active beside his acts, and return how much of what went.

    In the transaction of who calls. Raises `LookAgain` where the account is active again.
    """
    if User.objects.select_for_update().get(pk=user.pk).is_active:
        raise LookAgain(_("The account was made active again: nothing of it is erased."))
    tokens = revoke_all(user=user, actor=actor)
    acts = AuditPayload.objects.filter(event__verb="lock_out", event__target_key=user.get_username())
    addresses = list(acts.order_by("pk").values_list("pk", flat=True))
    erase_payloads(events=addresses, because=because, actor=actor)
    devices = [kind.objects.filter(user=user).delete()[0] for kind in (Authenticator, PaperCodes)]
    gone = {
        "tokens": tokens,
        "devices": sum(devices),
        "tries": AccessAttempt.objects.filter(username=user.get_username()).delete()[0],
        "sessions": _end_sessions(user),
        "payloads": len(addresses),
    }
    user.first_name = user.last_name = user.email = ""
    user.set_unusable_password()
    user.save(update_fields=["first_name", "last_name", "email", "password"])
    return gone


def forget_expired_sessions() -> None:
    """Delete the sessions that are over: each names its user."""
    Session.objects.filter(expire_date__lt=datetime.now(UTC)).delete()


def _end_sessions(user: User) -> int:
    own = [one.pk for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") == str(user.pk)]
    return int(Session.objects.filter(pk__in=own).delete()[0])
