"""One POST to a target, to an address that was checked: no redirect is followed and no proxy is asked."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException
from threading import Event, Timer
from typing import Final

from watchlist.conf import WebhookPolicy
from watchlist.webhooks.targets import Target

READ_AT_MOST: Final = 16 * 1024

NO_CONNECTION: Final = "no connection"
NOT_TRUSTED: Final = "the certificate is not trusted for this name"
TIMED_OUT: Final = "timed out"
NO_ANSWER: Final = "no HTTP answer"


@dataclass(frozen=True, slots=True)
class PostLimits:
    """How long an attempt may take, in seconds: to connect, and from then to the end of the answer."""

    connect: float = 5.0  # for each address
    exchange: float = 10.0  # however slowly the other side speaks


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """The outcome of an attempt: the status answered, or the error because of which none came."""

    status: int | None = None
    error: str = ""
    retry_after: float | None = None  # seconds, as the receiver asks


def post(
    target: Target,
    addresses: Sequence[str],
    *,
    body: bytes,
    headers: Mapping[str, str],
    policy: WebhookPolicy,
    limits: PostLimits = PostLimits(),
) -> DeliveryOutcome:
    """Send `body` to the first of `addresses` that takes a connection and return what was answered.

    TLS is verified against the name in the URL. The socket is shut when the time is over: time-outs of single reads
    would let a receiver that sends a byte now and then hold a worker for ever.
    """
    try:
        raw = _connected(addresses, target.port, limits.connect)
    except OSError:
        return DeliveryOutcome(error=NO_CONNECTION)
    raw.settimeout(limits.exchange)
    with raw, cut_off(raw, limits.exchange) as cut:
        try:
            return _exchange(raw, target, body, headers, policy)
        except ssl.SSLCertVerificationError:
            return DeliveryOutcome(error=NOT_TRUSTED)
        except (OSError, HTTPException) as error:
            late = cut.is_set() or isinstance(error, TimeoutError)
            return DeliveryOutcome(error=TIMED_OUT if late else NO_ANSWER)


def _connected(addresses: Sequence[str], port: int, within: float) -> socket.socket:
    *others, last = addresses
    for address in others:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=within)
    return socket.create_connection((last, port), timeout=within)


def _exchange(
    raw: socket.socket, target: Target, body: bytes, headers: Mapping[str, str], policy: WebhookPolicy
) -> DeliveryOutcome:
    connection = HTTPConnection(target.host, target.port)
    connection.sock = raw
    if target.scheme == "https":
        context = ssl.create_default_context()
        if policy.ca_file:
            context.load_verify_locations(cafile=policy.ca_file)
        connection.sock = context.wrap_socket(raw, server_hostname=target.host)
    try:
        connection.request("POST", target.path, body, {"Host": target.authority, "Connection": "close", **headers})
        with connection.getresponse() as answer:
            with suppress(OSError, HTTPException):  # the answer is its status; the rest is heard out of courtesy
                answer.read(READ_AT_MOST)
            return DeliveryOutcome(
                status=answer.status, retry_after=retry_after_seconds(answer.headers.get("Retry-After") or "")
            )
    finally:
        connection.close()


def retry_after_seconds(header: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a `Retry-After` asks for, as a number or a date (RFC 9110); None if it is neither."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        at = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    waited = (at if at.tzinfo else at.replace(tzinfo=UTC)) - (now or datetime.now(UTC))
    return max(0.0, waited.total_seconds())


@contextmanager
def cut_off(line: socket.socket, within: float) -> Iterator[Event]:
    """Shut a connection after so many seconds; the event says whether that happened.

    Time-outs of single reads would let whoever sends a byte now and then hold a worker for ever.
    """
    # A TLS socket cannot be shut while it is read, and may be taken over meanwhile; its twin can be shut at any time.
    cut, twin = Event(), socket.socket(fileno=os.dup(line.fileno()))

    def shut() -> None:
        cut.set()
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = Timer(within, shut)
    timer.daemon = True
    timer.start()
    try:
        yield cut
    finally:
        timer.cancel()
        timer.join()
        twin.close()
