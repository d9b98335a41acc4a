"""What was taken out of the service as a file: an act like any other, kept before the file is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from watchlist.audit.chain import append
from watchlist.audit.models import AuditEvent

EXPORT: Final = "export"


def exported(*, actor: str, what: str, key: str = "", said: Mapping[str, Any]) -> AuditEvent:
    """Keep that `actor` took a file out, and return the event; `what` and `key` name what of, `said` is what he asked.

    Kept before it is sent: of a file that broke off in the middle, too, the reader has what he has.
    """
    return append(actor=actor, verb=EXPORT, target_kind=what, target_key=key, payload=dict(said), at=datetime.now(UTC))
