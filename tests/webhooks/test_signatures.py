"""Signatures: a receiver tells what we sent from what was altered, replayed or made up."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given, strategies as st

from watchlist.webhooks.verifying import verify

ID = "5f0c1f6e-3f0b-4d0b-9d55-2d1f6f0f5a11"
AT = 1_767_225_600
BODY = '{"event":"ping","note":"é"}'.encode()
# Made with `openssl dgst -sha256 -hmac`, not with our own code.
MARK = "1a6e51c19c9ae972edc253784e31cdefa59e101e225e54b50c5f374560997e41"


def _verify(**changed: object) -> bool:
    said = {"secret": "whsec_of_a_test", "signature": f"t={AT},v1={MARK}", "delivery": ID, "body": BODY, "now": AT}
    return verify(**{**said, **changed})  # type: ignore[arg-type]


def test_what_was_signed_is_known_again() -> None:
    assert _verify()
    assert _verify(signature=f"t={AT}, v1={'0' * 64}, v1={MARK}")


@pytest.mark.parametrize(("seconds", "good"), [(-301, False), (-300, True), (300, True), (301, False), (86_400, False)])
def test_a_message_that_is_sent_again_later_is_refused(seconds: int, good: bool) -> None:
    assert _verify(now=AT + seconds) is good


@pytest.mark.parametrize(
    "changed",
    [
        {"body": BODY + b" "},
        {"delivery": str(uuid.UUID(int=1))},
        {"signature": f"t={AT + 1},v1={MARK}"},
        {"secret": "whsec_of_another"},
        {"signature": f"t={AT},v1={MARK[:-1]}"},
        {"signature": f"t={AT},v0={MARK}"},
        {"signature": f"t={AT},t={AT},v1={MARK}"},
        {"signature": f"t=+{AT},v1={MARK}"},
        {"signature": f"v1={MARK}"},
        {"signature": f"t={AT}"},
        {"signature": ""},
    ],
)
def test_what_was_altered_or_made_up_is_refused(changed: dict[str, object]) -> None:
    assert not _verify(**changed)


@given(st.text(max_size=80), st.text(max_size=40), st.binary(max_size=40))
def test_no_header_raises_an_error(signature: str, delivery: str, body: bytes) -> None:
    assert not _verify(signature=signature, delivery=delivery, body=body)
    assert not _verify(signature=f"t={AT},v1={signature}")
    assert not _verify(signature=f"t={signature},v1={MARK}")
