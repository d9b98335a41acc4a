"""Whoever gives wrong passwords for a name from an address waits; what is kept of it, and whose address it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any, Final

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from watchlist.audit import chain

LONGEST_NAME: Final = 150


class Attempts(AxesDatabaseHandler):  # type: ignore[misc]  # the package has no annotations
    """Counts wrong passwords as the package does, and keeps in the audit that somebody was locked out."""

    def user_login_failed(
        self, sender: str, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        """Count an attempt; the one that locks out is told to the audit, those that follow are not."""
        was_out = getattr(request, "axes_locked_out", False)
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None and not was_out and getattr(request, "axes_locked_out", False):
            _locked_out(name_tried(request, credentials), address_of(request) or "")


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Return the name that somebody gives, as the table of attempts keeps it."""
    given = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(given).replace("\0", "")[:LONGEST_NAME]


def address_of(request: HttpRequest) -> str | None:
    """Return the address that a call comes from: that of the socket, or what so many trusted proxies say.

    A header that a client may write would let it escape the count, so it is read only behind proxies.
    """
    proxies: int = settings.TRUSTED_PROXIES
    told: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    passed = [part.strip() for part in told.split(",") if part.strip()]
    socket: str = request.META.get("REMOTE_ADDR", "")
    return _address(passed[-min(proxies, len(passed))] if proxies and passed else "") or _address(socket)


def _address(text: str) -> str | None:
    """Return an address as the table of attempts keeps it; None for what is none, as of a socket that is a file."""
    try:
        return str(ip_address(text))
    except ValueError:
        return None


@transaction.atomic
def _locked_out(name: str, address: str) -> None:
    # A name that nobody has may be a password that was typed into the wrong field: it is not kept.
    known = User.objects.filter(username=name).exists()
    chain.append(
        actor=name if known else "",
        verb="lock_out",
        target_kind="user",
        target_key=name if known else "",
        payload={"address": address},
        at=datetime.now(UTC),
    )
