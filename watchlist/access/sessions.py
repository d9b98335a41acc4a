"""Sessions of people on the pages, ended before their time."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction

from watchlist.audit import chain


@transaction.atomic
def end_sessions(*, user: User, actor: str, but: str = "") -> int:
    """End the sessions of a person, the one with the key `but` apart, and return how many there were.

    Every live session is read: a row does not say whose it is.
    """
    now = datetime.now(UTC)
    live = Session.objects.filter(expire_date__gt=now).exclude(session_key=but)
    theirs = [one.session_key for one in live.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(session_key__in=theirs).delete()
    if theirs:
        name, told = user.get_username(), {"sessions": len(theirs)}
        chain.append(actor=actor, verb="end_sessions", target_kind="user", target_key=name, payload=told, at=now)
    return len(theirs)
