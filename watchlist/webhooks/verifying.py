"""How a receiver checks a webhook. This module needs the standard library only: copy it.

A message bears two headers:

    Watchlist-Delivery: <the id of the event>
    Watchlist-Signature: t=<seconds since 1970>,v1=<hex>[,v1=<hex>]

Each `v1` is HMAC-SHA256, under a secret of the webhook, of the text `<t>.<id>.<body>`, the body as the bytes received.
There are two while a secret that was rotated is still good. An event may come more than once, always under the same
id: keep the ids of a day and drop what you have.
"""

from __future__ import annotations

import hashlib
import hmac
import time

TOLERANCE = 300  # seconds


def verify(
    *, secret: str, signature: str, delivery: str, body: bytes, now: float | None = None, tolerance: float = TOLERANCE
) -> bool:
    """Say whether a message was signed with `secret` within the last `tolerance` seconds, and is unaltered.

    `signature` and `delivery` are the values of the two headers; nothing that they may hold raises an error.
    """
    parts = [part.strip().partition("=") for part in signature.split(",")]
    sent_at = [value for name, _, value in parts if name == "t"]
    signatures = [value for name, _, value in parts if name == "v1"]
    if len(sent_at) != 1 or not sent_at[0].isascii() or not sent_at[0].isdigit() or len(sent_at[0]) > 12:
        return False
    signed = b".".join((sent_at[0].encode(), delivery.encode("utf-8", "replace"), body))
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()
    matches = [hmac.compare_digest(expected, value.encode("utf-8", "replace")) for value in signatures]
    return any(matches) and abs((time.time() if now is None else now) - int(sent_at[0])) <= tolerance
