"""Payloads of events that are erased, in order, by an act of the trail: the events, and all that is chained, stay.

An erasure is an act like any other. Its event names the events whose payloads went, and its own payload never goes; a
row beside each of those points to it. Of an event that was erased all stays but what it said: who, when, on what, and
the digest that the chain is made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from watchlist.audit.chain import append
from watchlist.audit.models import AuditEvent, AuditPayload, ErasedPayload

ERASE: Final = "erase_payloads"
"""The verb of an erasure: the payload of such an event is kept as long as the trail."""


def erased_by(act: int) -> frozenset[int]:
    """Return the events that an act names whose payloads it erased; none where it is no erasure.

    That the act itself is unaltered is checked by whoever walks the chain, which comes to it later.
    """
    if not isinstance(act, int):
        return frozenset()
    body = AuditPayload.objects.filter(event=act, event__verb=ERASE).values_list("body", flat=True).first()
    try:
        named = json.loads(body or "{}")["sequences"]
        return frozenset(number for number in named if isinstance(number, int))
    except (ValueError, LookupError, TypeError, RecursionError):
        return frozenset()


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
    event = append(actor=actor, verb=ERASE, target_kind="trail", target_key=because[:200], payload=payload)
    ErasedPayload.objects.bulk_create(ErasedPayload(event_id=number, by_event=event) for number in sequences)
    AuditPayload.objects.filter(pk__in=sequences).delete()
    return event
