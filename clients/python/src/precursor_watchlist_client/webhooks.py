"""Messages of webhooks: read once their signature is checked, never before."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

EVENT: Final = "watchlist-event"
DELIVERY: Final = "watchlist-delivery"
SIGNATURE: Final = "watchlist-signature"
FRESH: Final = 300
"""Seconds that a message may be old: what comes later may be another's copy of it."""


class NotOurs(Exception):
    """A message is not signed with this secret, was altered, or is too old. It is not to be acted on."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the service. The same may come twice: `delivery` is then the same."""

    event: str
    delivery: str
    fields: dict[str, Any]


def read_message(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> Message:
    """Return a message, whose body is the bytes as they came. Raises `NotOurs`.

    `headers` may be in any case, as servers hand them on. For a day after a rotation the old secret holds too.
    """
    named = {name.lower(): value for name, value in headers.items()}
    delivery = named.get(DELIVERY, "")
    stamp, signatures = _signature(named.get(SIGNATURE, ""))
    expected = hmac.new(secret.encode(), b".".join((stamp.encode(), delivery.encode(), body)), hashlib.sha256)
    if not any(hmac.compare_digest(expected.hexdigest().encode(), signature.encode()) for signature in signatures):
        raise NotOurs("no signature of this message is by this secret")
    if abs((time.time() if now is None else now) - int(stamp)) > FRESH:
        raise NotOurs("the message is too old, or a clock is wrong")
    fields = json.loads(body)
    return Message(named.get(EVENT, str(fields.get("event", ""))), delivery, fields)


def _signature(header: str) -> tuple[str, list[str]]:
    """Return the instant of a header, in seconds, and its signatures. Raises `NotOurs` where it has no instant."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    stamps = [value for name, _, value in parts if name == "t"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdecimal()):
        raise NotOurs("the message bears no signature")
    return stamps[0], [value for name, _, value in parts if name == "v1"]
