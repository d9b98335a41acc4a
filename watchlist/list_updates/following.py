"""Whether a source is followed: a person stops it, or takes it up again, and the trail says who."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import transaction

from watchlist.audit import chain
from watchlist.list_updates.declaring import declared_source
from watchlist.list_updates.models import ListSource


def stop_following(*, key: str, actor: User, reason: str) -> ListSource:
    """Stop following a source, and return it: what was read of it stands. Raises `CorrectTheData`."""
    return _set_enabled(key, actor, reason, enabled=False)


def resume_following(*, key: str, actor: User, reason: str = "") -> ListSource:
    """Follow a source again, and return it: it is due at once. Raises `CorrectTheData`."""
    return _set_enabled(key, actor, reason, enabled=True)


@transaction.atomic
def _set_enabled(key: str, actor: User, reason: str, *, enabled: bool) -> ListSource:
    declared_source(key)
    source, _ = ListSource.objects.get_or_create(key=key)
    if ListSource.objects.filter(key=key, enabled=not enabled).update(enabled=enabled):
        chain.append(
            actor=actor.get_username(),
            verb="follow_source" if enabled else "leave_source_alone",
            target_kind="source",
            target_key=key,
            payload={"reason": reason},
            at=datetime.now(UTC),
        )
    source.refresh_from_db()
    return source
