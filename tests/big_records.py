"""What a big house keeps beside its shipments: acts in the trail, jobs, authorisations. For measuring alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from watchlist.audit.models import AuditChain, AuditEvent, AuditPayload
from watchlist.authorisations.models import Authorisation
from watchlist.engine.reading.parties import party_key
from watchlist.jobs.models import DEAD, DONE, Job

VERBS: Final = ("judge", "note", "open", "assign", "hold")
BATCH: Final = 1_000
PARTIES: Final = 150


def keep_records(acts: int = 20_000, jobs: int = 4_000, authorisations: int = 400) -> None:
    """Write so many of each. The acts are linked to nothing: whoever checks the chain finds it broken."""
    first = AuditChain.objects.get().length + 1
    _stored(AuditEvent, acts, lambda at: _act(first + at))
    _stored(AuditPayload, acts, lambda at: AuditPayload(event_id=first + at, salt="0" * 32, body="{}"))
    AuditChain.objects.update(length=first + acts - 1)
    _stored(Job, jobs, _job)
    held = Authorisation.objects.count()
    _stored(Authorisation, authorisations, lambda at: _authorisation(held + at))


def _stored(model: type[Any], number: int, made: Callable[[int], Any]) -> None:
    model._default_manager.bulk_create(map(made, range(number)), batch_size=BATCH)


def _act(sequence: int) -> AuditEvent:
    digest = hashlib.sha256(f"act {sequence}".encode()).hexdigest()
    return AuditEvent(
        sequence=sequence,
        at=datetime.now(UTC),
        actor="officer-a",
        verb=VERBS[sequence % len(VERBS)],
        target_kind="case",
        target_key=str(sequence % 2_000),
        payload_digest=digest,
        previous=digest,
        digest=digest,
    )


def _job(at: int) -> Job:
    when, is_dead = datetime.now(UTC) - timedelta(hours=at), at % 400 == 399
    return Job(
        pk=uuid4(),
        kind="screen",
        subject=str(uuid4()),
        owner="officer-a",
        state=DEAD if is_dead else DONE,
        most_attempts=5,
        done=50,
        total=50,
        error="The file ends in mid-line." if is_dead else "",
        not_before=when,
        created_at=when,
        started_at=when,
        ended_at=when,
    )


def _authorisation(at: int) -> Authorisation:
    holder, today = f"Customer {at % PARTIES:03d} GmbH", datetime.now(UTC)
    return Authorisation(
        recorded_at=today,
        kind=Authorisation.Kind.LICENCE,
        number=f"BIG-{at:05d}",
        authority="BfArM",
        jurisdiction="EU",
        holder=holder,
        holder_key=party_key(holder),
        role=Authorisation.Role.CONSIGNEE,
        substances="acetic-anhydride",
        forms="itself",
        operations="supply",
        valid_from=(today - timedelta(days=300)).date(),
        valid_until=(today + timedelta(days=at % 90 - 20)).date(),
        recorded_by="lead",
    )
