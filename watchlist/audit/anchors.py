"""Anchors: the end of the chain on a day, signed, as a few words that can be kept where no administrator reaches.

An anchor is JSON: `format`, `day`, `sequence` and `head` (the last event then, and its digest) and `signature`. What is
signed is the format, the day, the sequence and the head, with a blank between two.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast

from watchlist.audit.chain import append, lock_chain
from watchlist.audit.keys import key_id, public_key, public_text, signing_key
from watchlist.audit.models import AuditAnchor
from watchlist.audit.raw_values import whole_number

ANCHOR: Final = "anchor"
"""The verb of the event that an anchor signs; its target is the day."""
FORMAT: Final = "precursor-watchlist-anchor/1"
ALGORITHM: Final = "Ed25519"


class NotAnAnchor(ValueError):
    """A file that was given as one of anchors holds something else."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor as plain values: `day` is ISO 8601, `key` the public key and `value` the signature, both in base64."""

    day: str
    sequence: int
    head: str
    key: str
    value: str


def sign(*, day: str, sequence: int, head: str, key: Ed25519PrivateKey) -> Anchor:
    """Return the anchor of an event, signed."""
    value = base64.b64encode(key.sign(_signed_text(day, sequence, head))).decode()
    return Anchor(day, sequence, head, public_text(key), value)


def fault_of(anchor: Anchor, keys: Collection[str]) -> str:
    """Return what is wrong with an anchor by itself; "" where it is signed, and by one of the public keys given."""
    try:
        value = base64.b64decode(anchor.value, validate=True)
        public_key(anchor.key).verify(value, _signed_text(anchor.day, anchor.sequence, anchor.head))
    except (InvalidSignature, ValueError):
        return f"the anchor of {anchor.day} was altered: its signature is of something else"
    if anchor.key not in keys:
        return f"the anchor of {anchor.day} is signed by the key {key_id(anchor.key)}, which is none of those given"
    return ""


def written(anchor: Anchor) -> str:
    """Return the anchor as it is printed, mailed and published: one line of JSON."""
    fields = {"format": FORMAT, "day": anchor.day, "sequence": anchor.sequence, "head": anchor.head}
    signature = {"algorithm": ALGORITHM, "key_id": key_id(anchor.key), "key": anchor.key, "value": anchor.value}
    return json.dumps({**fields, "signature": signature})


def read(text: str) -> list[Anchor]:
    """Return the anchors of a text, one after the other with nothing but blanks between. Raises `NotAnAnchor`."""
    try:
        return [_anchor(entry) for entry in _objects(text)]
    except json.JSONDecodeError as error:
        raise NotAnAnchor(f"it is no JSON: {error}") from error


def _objects(text: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(), len(text) - len(text.lstrip())
    while at < len(text):
        decoded, at = decoder.raw_decode(text, at)
        yield decoded
        at += len(text[at:]) - len(text[at:].lstrip())


def _anchor(entry: Any) -> Anchor:
    if not isinstance(entry, dict) or entry.get("format") != FORMAT:
        raise NotAnAnchor(f"an anchor is an object whose format is {FORMAT}")
    signature = entry.get("signature")
    if not isinstance(signature, dict) or not isinstance(entry.get("sequence"), int):
        raise NotAnAnchor("an anchor has a sequence, which is a number, and a signature")
    texts = (entry.get("day"), entry.get("head"), signature.get("key"), signature.get("value"))
    day, head, key, value = (text if isinstance(text, str) else "" for text in texts)
    return Anchor(day, entry["sequence"], head, key, value)


def _signed_text(day: str, sequence: int, head: str) -> bytes:
    return f"{FORMAT} {day} {sequence} {head}".encode()


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
