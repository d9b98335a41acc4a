"""A message is read only where its signature, its age and its id are right."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from precursor_watchlist_client import NotOurs, read_message

BODY = b'{"event":"manifest.done","data":{}}'
NOW = 1_780_000_000


def signed(secret: str, at: int = NOW, delivery: str = "d-1", body: bytes = BODY) -> str:
    return hmac.new(secret.encode(), f"{at}.{delivery}.".encode() + body, hashlib.sha256).hexdigest()


def headers(signature: str, delivery: str = "d-1") -> dict[str, str]:
    return {"watchlist-event": "manifest.done", "Watchlist-Delivery": delivery, "WATCHLIST-SIGNATURE": signature}


@pytest.mark.parametrize(
    "signature",
    [
        f"t={NOW},v1={signed('s')}",
        f"t={NOW},v1={signed('another')},v1={signed('s')}",
        f"t={NOW}, v1={signed('s')}, v2=of-tomorrow",
    ],
)
def test_a_message_of_ours_is_read(signature: str) -> None:
    message = read_message("s", headers(signature), BODY, NOW + 299)
    assert (message.event, message.delivery, message.fields["data"]) == ("manifest.done", "d-1", {})


@pytest.mark.parametrize(
    ("signature", "delivery", "body", "now"),
    [
        (f"t={NOW},v1={signed('another')}", "d-1", BODY, NOW),
        (f"t={NOW},v1={signed('s')}", "d-1", BODY + b" ", NOW),
        (f"t={NOW},v1={signed('s')}", "d-2", BODY, NOW),
        (f"t={NOW + 1},v1={signed('s')}", "d-1", BODY, NOW),
        (f"t={NOW},v1={signed('s')}", "d-1", BODY, NOW + 301),
        (f"t={NOW},v1={signed('s')}", "d-1", BODY, NOW - 301),
        (f"t={NOW}", "d-1", BODY, NOW),
        (f"t={NOW},t={NOW},v1={signed('s')}", "d-1", BODY, NOW),
        (f"t=x,v1={signed('s')}", "d-1", BODY, NOW),
        (f"t={NOW},v1=é", "d-1", BODY, NOW),
        ("", "d-1", BODY, NOW),
    ],
)
def test_what_is_not_ours_is_refused(signature: str, delivery: str, body: bytes, now: int) -> None:
    with pytest.raises(NotOurs):
        read_message("s", headers(signature, delivery), body, now)
