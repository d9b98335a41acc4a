"""What the trail was told last."""

from __future__ import annotations

import json
from typing import Any

from watchlist.audit.models import AuditEvent, AuditPayload


def told_last() -> tuple[str, str, str, str]:
    """Return who did what, on which kind of row, and its key."""
    event = AuditEvent.objects.latest("sequence")
    return event.actor, event.verb, event.target_kind, event.target_key


def said_last() -> dict[str, Any]:
    """Return what was said at the last event."""
    said: dict[str, Any] = json.loads(AuditPayload.objects.get(event=AuditEvent.objects.latest("sequence")).body)
    return said
