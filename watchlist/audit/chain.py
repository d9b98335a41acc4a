"""Append to the chain, and check it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from watchlist.audit.models import AuditChain, AuditEvent, AuditPayload

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where the chain does not hold, and what is wrong there."""

    sequence: int
    reason: str


def canonical(payload: Mapping[str, Any]) -> str:
    """Return the one text of a payload: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


@transaction.atomic
def append(
    *, actor: str, verb: str, target_kind: str, target_key: str, payload: Mapping[str, Any], at: datetime
) -> AuditEvent:
    """Append one event at the end of the chain and return it; `at` is the instant of the act (UTC)."""
    chain, _ = AuditChain.objects.select_for_update().get_or_create(pk=1, defaults={"head": GENESIS})
    body, salt = canonical(payload), secrets.token_hex(16)
    event = AuditEvent(
        sequence=chain.length + 1,
        at=at,
        actor=actor,
        verb=verb,
        target_kind=target_kind,
        target_key=target_key,
        payload_digest=_sha256(salt + body),
        previous=chain.head,
    )
    event.digest = _link(event)
    event.save(force_insert=True)
    AuditPayload.objects.create(event=event, salt=salt, body=body)
    AuditChain.objects.filter(pk=1).update(length=event.sequence, head=event.digest)
    return event


def broken_links() -> Iterator[BrokenLink]:
    """Yield every place where the chain does not hold, in order; nothing, when it holds."""
    previous, expected = GENESIS, 1
    events = AuditEvent.objects.select_related("payload").order_by("sequence")
    for event in events.iterator(chunk_size=1000):
        if event.sequence != expected:
            yield BrokenLink(expected, f"event {expected} is missing")
        elif event.previous != previous:
            yield BrokenLink(event.sequence, "does not follow the event before it")
        elif event.digest != _link(event):
            yield BrokenLink(event.sequence, "was altered")
        elif event.payload_digest != _sha256(event.payload.salt + event.payload.body):
            yield BrokenLink(event.sequence, "its payload was altered")
        previous, expected = event.digest, event.sequence + 1
    chain = AuditChain.objects.filter(pk=1).first()
    remembered = (chain.length, chain.head) if chain else (0, GENESIS)
    if remembered != (expected - 1, previous):
        yield BrokenLink(expected, f"the chain remembers {remembered[0]} events and another end")


def _link(event: AuditEvent) -> str:
    return _sha256(
        canonical(
            {
                "sequence": event.sequence,
                "at": event.at.isoformat(),
                "actor": event.actor,
                "verb": event.verb,
                "target": [event.target_kind, event.target_key],
                "payload": event.payload_digest,
                "previous": event.previous,
            }
        )
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
