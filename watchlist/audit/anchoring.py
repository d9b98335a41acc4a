"""Make the anchor of a day, and read those that were made."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast

from watchlist.audit.anchors import Anchor, sign
from watchlist.audit.chain import append, lock_chain
from watchlist.audit.keys import key_id, public_text, signing_key
from watchlist.audit.models import AuditAnchor
from watchlist.audit.raw_values import whole_number

ANCHOR: Final = "anchor"
"""The verb of the event that an anchor signs; its target is the day."""


@transaction.atomic
def anchor(*, actor: str, at: datetime) -> tuple[AuditAnchor, bool]:
    """Return the anchor of the day (UTC) of an instant, made now where there is none, and whether it was.

    Raises `ImproperlyConfigured` where the file of the key is not there.
    """
    day, key = at.date(), signing_key()
    lock_chain()  # of two who would make it at once, one waits, and finds that of the other
    if existing := AuditAnchor.objects.filter(day=day).first():
        return existing, False
    payload = {"key": key_id(public_text(key))}
    event = append(actor=actor, verb=ANCHOR, target_kind="anchor", target_key=day.isoformat(), payload=payload, at=at)
    signed = sign(day=day.isoformat(), sequence=event.sequence, head=event.digest, key=key)
    made = AuditAnchor.objects.create(
        sequence=event.sequence, day=day, head=event.digest, key=signed.key, signature=signed.value
    )
    return made, True


def stored_anchors() -> list[Anchor]:
    """Return the anchors in the database, the earliest first."""
    rows = AuditAnchor.objects.order_by("sequence")
    # Read as the text that stands there: what was altered may be no date, and is to be told of, not to stop the check.
    day = Cast("day", CharField())
    columns = rows.values_list(day, "sequence", "head", "key", "signature")
    return [Anchor(str(day), whole_number(sequence), *map(str, texts)) for day, sequence, *texts in columns]


def as_anchor(row: AuditAnchor) -> Anchor:
    """Return a stored row as a plain `Anchor`."""
    return Anchor(row.day.isoformat(), row.sequence, row.head, row.key, row.signature)
