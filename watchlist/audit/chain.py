"""Append an event to the audit chain: the only way in which one is written."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db import models, transaction

from watchlist.audit.covered_rows import digests_of
from watchlist.audit.links import FORMAT, GENESIS, canonical, digest_of, payload_digest, rows_digest
from watchlist.audit.models import AuditChain, AuditEvent, AuditPayload, RowDigest

EXPORT: Final = "export"
BATCH: Final = 500


@transaction.atomic
def append(
    *,
    actor: str,
    verb: str,
    target_kind: str,
    target_key: str,
    payload: Mapping[str, Any] | None = None,
    at: datetime | None = None,
    rows: Iterable[models.Model] = (),
) -> AuditEvent:
    """Append one event at the end of the chain and return it; `at` is the instant of the act, else now.

    The event bears the id of the call in which it was done; what a command, a job or the schedule does bears none.
    `rows`: what the act wrote or deleted, read as it stands now: `verify_records` holds each row to its last event.
    """
    chain = lock_chain()
    body, salt, digests = canonical(payload or {}), secrets.token_hex(16), digests_of(rows)
    event = AuditEvent(
        sequence=chain.length + 1,
        at=at or datetime.now(UTC),
        actor=actor,
        verb=verb,
        target_kind=target_kind,
        target_key=target_key,
        request_id=_request_id(),
        payload_digest=payload_digest(salt, body),
        rows_digest=rows_digest(digests),
        previous=chain.head,
        format=FORMAT,
    )
    event.digest = digest_of(event.link)
    event.save(force_insert=True)
    AuditPayload.objects.create(event=event, salt=salt, body=body)
    RowDigest.objects.bulk_create((RowDigest(event=event, **digest._asdict()) for digest in digests), batch_size=BATCH)
    AuditChain.objects.filter(pk=1).update(length=event.sequence, head=event.digest)
    return event


def lock_chain() -> AuditChain:
    """Lock the row of the chain until the transaction ends, and return it: other appends wait."""
    chain: AuditChain = AuditChain.objects.select_for_update().get_or_create(pk=1, defaults={"head": GENESIS})[0]
    return chain


def record_export(*, actor: str, what: str, key: str = "", parameters: Mapping[str, Any]) -> AuditEvent:
    """Record that `actor` exported a file of the target `what` and `key`, with the query parameters; return the event.

    Before it is sent: of a file that broke off in the middle, too, the reader has what was sent.
    """
    return append(actor=actor, verb=EXPORT, target_kind=what, target_key=key, payload=dict(parameters))


def _request_id() -> str:
    """Return the id of the call in which this is done; empty outside of one."""
    from structlog.contextvars import get_contextvars  # noqa: PLC0415 - slow to load, and many commands write nothing

    return str(get_contextvars().get("request_id", ""))
