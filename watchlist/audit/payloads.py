"""The verb that erases payloads of events; the events, and everything that is chained, stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from watchlist.audit.chain import append
from watchlist.audit.erasing import ERASE
from watchlist.audit.models import AuditEvent, AuditPayload, ErasedPayload


@transaction.atomic
def erase_payloads(*, events: Iterable[int], because: str, actor: str) -> AuditEvent | None:
    """Erase the payloads of some events, by their numbers, and return the event that says so; None where none is left.

    `because` names what asked for it, and holds nothing of what is erased: it stays. The database refuses the payload
    of an erasure, and one that no erasure names.
    """
    left = AuditPayload.objects.filter(event__in=set(events)).exclude(event__verb=ERASE).order_by("pk")
    sequences = list(left.values_list("pk", flat=True))
    if not sequences:
        return None
    payload = {"because": because, "sequences": sequences}
    event = append(
        actor=actor, verb=ERASE, target_kind="trail", target_key=because[:200], payload=payload, at=datetime.now(UTC)
    )
    ErasedPayload.objects.bulk_create(ErasedPayload(event_id=number, by_event=event) for number in sequences)
    AuditPayload.objects.filter(pk__in=sequences).delete()
    return event
