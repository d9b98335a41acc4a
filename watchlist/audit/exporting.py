"""Exports of files, recorded in the audit trail before the file is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from watchlist.audit.chain import append
from watchlist.audit.models import AuditEvent

EXPORT: Final = "export"


def record_export(*, actor: str, what: str, key: str = "", parameters: Mapping[str, Any]) -> AuditEvent:
    """Record that `actor` exported a file of the target `what` and `key`, with the query parameters; return the event.

    Before it is sent: of a file that broke off in the middle, too, the reader has what was sent.
    """
    return append(
        actor=actor, verb=EXPORT, target_kind=what, target_key=key, payload=dict(parameters), at=datetime.now(UTC)
    )
