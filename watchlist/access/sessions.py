"""Sessions of people on the pages: which are open, and how they end before their time."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction

from watchlist.audit import chain


@transaction.atomic
def end_sessions(*, user: User, actor: str, but: str = "") -> int:
    """End the sessions of a person, the one with the key `but` apart, and return how many there were."""
    keys = [session.session_key for session in live_sessions(user) if session.session_key != but]
    return _end(keys, user, actor)


def live_sessions(user: User) -> list[Session]:
    """Return the open sessions of a person. Every live one is read: a row does not say whose it is."""
    live = Session.objects.filter(expire_date__gt=datetime.now(UTC))
    return [session for session in live.iterator() if session.get_decoded().get(SESSION_KEY) == str(user.pk)]


def _end(keys: list[str], user: User, actor: str) -> int:
    ended: int = Session.objects.filter(session_key__in=keys).delete()[0]
    if ended:
        chain.append(
            actor=actor,
            verb="end_sessions",
            target_kind="user",
            target_key=user.get_username(),
            payload={"sessions": ended},
            at=datetime.now(UTC),
        )
    return ended
