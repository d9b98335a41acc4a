"""One POST to a real socket: what came of it, however the other side behaves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import example, given, settings, strategies as st

from tests.webhooks.receiver import Mood, Receiver, answering, dripping, receiver, resetting, silent
from watchlist.webhooks import posting
from watchlist.webhooks.posting import DeliveryOutcome, PostLimits, post
from watchlist.webhooks.targets import Target, target_of

SOON = PostLimits(connect=2.0, exchange=0.4)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
LONG = PostLimits(connect=5.0, exchange=10.0)


def _post(to: Receiver, *addresses: str, limits: PostLimits = LONG, target: Target | None = None) -> DeliveryOutcome:
    return post(
        target or target_of(to.url, to.policy),
        addresses or ("127.0.0.1",),
        body=b'{"a":1}',
        headers={"Content-Type": "application/json", "Watchlist-Delivery": "x"},
        policy=to.policy,
        limits=limits,
    )


@pytest.mark.parametrize("tls", [False, True])
def test_the_body_and_its_headers_arrive_as_they_are(tls: bool) -> None:
    with receiver(answering("204 No Content"), tls=tls) as to:
        assert _post(to) == DeliveryOutcome(status=204)
    (got,) = to.received
    assert got.line == "POST /hook?a=1 HTTP/1.1"
    assert json.loads(got.body) == {"a": 1}
    assert got.headers["watchlist-delivery"] == "x"
    assert got.headers["host"] == f"{'receiver.example' if tls else '127.0.0.1'}:{to.port}"


@pytest.mark.parametrize("status", [200, 302, 400, 410, 500, 503])
def test_what_is_answered_is_what_came_of_it(status: int) -> None:
    with receiver(answering(f"{status} Said")) as to:
        assert _post(to) == DeliveryOutcome(status=status)


def test_a_redirect_is_not_followed() -> None:
    with receiver(answering("200 OK")) as inner, receiver(answering("307 There", f"Location: {inner.url}")) as to:
        assert _post(to) == DeliveryOutcome(status=307)
    assert inner.received == []


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver(answering("200 OK")) as proxy, receiver(answering("202 Accepted")) as to:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert _post(to) == DeliveryOutcome(status=202)
    assert proxy.received == []


@pytest.mark.parametrize(
    ("mood", "error"),
    [
        (silent, posting.TIMED_OUT),
        (dripping(b"", b"H"), posting.TIMED_OUT),
        (dripping(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n" * 2), posting.NO_ANSWER),
        (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), posting.TIMED_OUT),
        (dripping(b"HTTP/1.1 ", b"2"), posting.TIMED_OUT),
        (resetting, posting.NO_ANSWER),
        (lambda peer: peer.sendall(b"SSH-2.0-OpenSSH\r\n"), posting.NO_ANSWER),
        (lambda peer: peer.sendall(b"HTTP/1.1 2x0 OK\r\n\r\n"), posting.NO_ANSWER),
        (lambda peer: None, posting.NO_ANSWER),
    ],
)
def test_what_is_no_answer_is_an_error(mood: Mood, error: str) -> None:
    limits = PostLimits(connect=2.0, exchange=3.0) if error == posting.NO_ANSWER else SOON
    with receiver(mood) as to:
        assert _post(to, limits=limits) == DeliveryOutcome(error=error)


@pytest.mark.parametrize(
    "mood",
    [
        answering("200 OK", body=b"x" * 3_000_000),
        dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        dripping(CHUNKED, b"1\r\nx\r\n"),
        lambda peer: peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
    ],
)
def test_the_status_stands_however_long_the_rest_of_the_answer_is(mood: Mood) -> None:
    with receiver(mood) as to:
        assert _post(to, limits=SOON) == DeliveryOutcome(status=200)


def test_a_silent_handshake_is_cut_off() -> None:
    with receiver(silent) as to:
        target = replace(target_of(to.url, to.policy), scheme="https")
        assert _post(to, target=target, limits=SOON) == DeliveryOutcome(error=posting.TIMED_OUT)


def test_a_certificate_for_another_name_is_refused() -> None:
    with receiver(answering("200 OK"), tls=True) as to:
        target = replace(target_of(to.url, to.policy), host="other.example")
        assert _post(to, target=target) == DeliveryOutcome(error=posting.NOT_TRUSTED)
    assert to.received == []


def test_a_certificate_of_an_unknown_authority_is_refused() -> None:
    with receiver(answering("200 OK"), tls=True) as to:
        target, policy = target_of(to.url, to.policy), replace(to.policy, ca_file="")
        refused = post(target, ("127.0.0.1",), body=b"", headers={}, policy=policy, limits=LONG)
    assert refused == DeliveryOutcome(error=posting.NOT_TRUSTED)
    assert to.received == []


def test_the_next_address_is_tried_where_one_takes_no_connection() -> None:
    with receiver(answering("200 OK")) as to:
        assert _post(to, "127.0.0.9", "127.0.0.1") == DeliveryOutcome(status=200)
        assert _post(to, "127.0.0.9") == DeliveryOutcome(error=posting.NO_CONNECTION)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120.0), ("0", 0.0), ("soon", None), ("-5", None), ("", None), ("٣", None), ("9" * 40, 999_999_999.0)],
)
def test_the_wait_asked_for_is_read(said: str, seconds: float | None) -> None:
    assert posting.retry_after_seconds(said) == seconds


def test_a_wait_may_be_a_date() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert posting.retry_after_seconds(format_datetime(now + timedelta(hours=1), usegmt=True), now) == 3600
    assert posting.retry_after_seconds(format_datetime(now - timedelta(hours=1), usegmt=True), now) == 0


@settings(max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]),
)
@example(b"Retry-After: Mon, 99 Jan 99999 99:99:99 +9999\r\n\r\n", b"HTTP/1.1 503 Busy\r\n")
@example(b"Content-Length: -1\r\n\r\n", b"HTTP/1.1 200 OK\r\n")
def test_whatever_is_answered_is_an_outcome(said: bytes, before: bytes) -> None:
    with receiver(lambda peer: peer.sendall(before + said)) as to:
        outcome = _post(to, limits=PostLimits(connect=2.0, exchange=2.0))
    assert (outcome.status is None) is bool(outcome.error)


@given(st.text(max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,6} \d\d:\d\d:\d\d [+-]\d{4,9}"))
def test_no_text_of_a_wait_raises_an_error(said: str) -> None:
    assert (posting.retry_after_seconds(said) or 0) >= 0
