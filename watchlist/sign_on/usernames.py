"""What a new account is called: as its person is called there, if nobody is, or was, called so here."""

from __future__ import annotations

import hashlib
import re
from itertools import count
from typing import Final

from django.contrib.auth.models import User
from django.core.management import get_commands

from watchlist.access import is_break_glass
from watchlist.audit import AuditEvent
from watchlist.sign_on.identity import ProviderIdentity

ALLOWED: Final = re.compile(r"[^\w.@+-]+", re.ASCII)
LONGEST: Final = 140
OURS: Final = frozenset({"provider", "operator", "watch"})
"""As the trail names what no person does; the commands beside them."""


def free_username(identity: ProviderIdentity) -> str:
    """Return a name for a new account. One that the trail knows is never given anew, whoever asks to be called so."""
    named = ALLOWED.sub("-", identity.username).strip("-.")[:LONGEST]
    digest = hashlib.sha256(f"{identity.issuer} {identity.subject}".encode()).hexdigest()
    first = named or f"person-{digest[:8]}"
    candidates = (first if number == 1 else f"{first}-{number}" for number in count(1))
    return next(name for name in candidates if not _is_taken(name))


def _is_taken(name: str) -> bool:
    if name.lower() in OURS or name in get_commands() or is_break_glass(name):
        return True
    if User.objects.filter(username__iexact=name).exists():
        return True
    return AuditEvent.objects.filter(target_kind="user", target_key=name).exists()
