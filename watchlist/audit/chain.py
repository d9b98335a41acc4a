"""Append to the chain: the one way in which an event comes to be."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from structlog.contextvars import get_contextvars

from watchlist.audit.links import GENESIS, Link, canonical, digest_of, payload_digest
from watchlist.audit.models import AuditChain, AuditEvent, AuditPayload


@transaction.atomic
def append(
    *, actor: str, verb: str, target_kind: str, target_key: str, payload: Mapping[str, Any], at: datetime
) -> AuditEvent:
    """Append one event at the end of the chain and return it; `at` is the instant of the act.

    The event bears the id of the call in which it was done; what a command, a job or the schedule does bears none.
    """
    chain = held()
    body, salt = canonical(payload), secrets.token_hex(16)
    link = Link(
        sequence=chain.length + 1,
        at=at.astimezone(UTC).isoformat(),
        actor=actor,
        verb=verb,
        target_kind=target_kind,
        target_key=target_key,
        request=str(get_contextvars().get("request_id", "")),
        payload=payload_digest(salt, body),
        previous=chain.head,
    )
    event = AuditEvent(
        sequence=link.sequence,
        at=at,
        actor=actor,
        verb=verb,
        target_kind=target_kind,
        target_key=target_key,
        request_id=link.request,
        payload_digest=link.payload,
        previous=link.previous,
        digest=digest_of(link),
    )
    event.save(force_insert=True)
    AuditPayload.objects.create(event=event, salt=salt, body=body)
    AuditChain.objects.filter(pk=1).update(length=event.sequence, head=event.digest)
    return event


def held() -> AuditChain:
    """Return the row of the chain, locked until the transaction ends: whoever would append waits."""
    chain: AuditChain = AuditChain.objects.select_for_update().get_or_create(pk=1, defaults={"head": GENESIS})[0]
    return chain
