"""One GET to a publisher: politely, within bounds of time and size, and never half an answer."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError

from watchlist.conf import source_contact
from watchlist.engine.host import version
from watchlist.list_updates.errors import AskedToWait, NotReached, NotTheDocument, Refused
from watchlist.list_updates.unpacking import unpacked
from watchlist.webhooks.deadlines import cut_off
from watchlist.webhooks.posting import wait_asked

MOST_REDIRECTS: Final = 5
LONGEST_WAIT: Final = timedelta(days=1)
READ_AT_ONCE: Final = 64 * 1024
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
WAITS: Final = frozenset({429, 503})
DEFAULT_PORTS: Final = {"https": 443, "http": 80}
KEPT: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?")
"""A validator that can be kept and sent again as it came."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a publisher may take, in seconds."""

    connected: float = 10.0  # for each of his addresses, the handshake of TLS included
    silent: float = 30.0  # without a byte
    answered: float = 300.0  # from the connection to the end, however slowly he speaks


USUAL: Final = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer. `content` is None where the publisher says that nothing changed (304).

    `address` is where it came from at last; `etag` and `last_modified` are "" where he gave none that can be sent back.
    """

    address: str
    status: int
    content: bytes | None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


def get(
    address: str,
    *,
    accepts: Sequence[str],
    most_bytes: int,
    etag: str = "",
    last_modified: str = "",
    headers: Mapping[str, str] | None = None,
    limits: Limits = USUAL,
) -> Fetched:
    """Return the document at an address, one of the content types `accepts`, of at most so many bytes unpacked.

    Redirects are followed on the same site; `headers` go before our own. Raises `NotReached`, `AskedToWait`, `Refused`
    or `NotTheDocument`; without a contact to name to the publisher nothing is sent.
    """
    asked = {**_asked(accepts, etag, last_modified), **(headers or {})}
    for _ in range(MOST_REDIRECTS + 1):
        with _answer(address, asked, limits) as answer:
            if answer.status not in REDIRECTS:
                return _read(answer, address, accepts, most_bytes, conditional=bool(etag or last_modified))
            address = _followed(address, answer)
    raise Refused(f"{address}: the publisher redirects more than {MOST_REDIRECTS} times.")


def same_site(here: str, there: str) -> bool:
    """Say whether two addresses are of one site: the same host and port, by the same scheme or from HTTP to TLS."""
    try:
        one, other = _site(urlsplit(here)), _site(urlsplit(there))
    except ValueError:
        return False
    upgraded = (one[0], one[2]) == ("http", 80) and (other[0], other[2]) == ("https", 443)
    return one == other or (one[1] == other[1] and upgraded)


def _site(parts: SplitResult) -> tuple[str, str, int]:
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(parts.geturl())
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme]


def _asked(accepts: Sequence[str], etag: str, last_modified: str) -> dict[str, str]:
    contact = source_contact()
    if not contact:
        raise Refused("nothing is fetched without somebody to write to: set WATCHLIST_SOURCE_CONTACT.")
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {
        "User-Agent": f"precursor-watchlist/{version()} (+{contact})",
        "Accept": ", ".join(accepts),
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **{name: value for name, value in conditions.items() if value},
    }


@contextmanager
def _answer(address: str, headers: Mapping[str, str], limits: Limits) -> Iterator[HTTPResponse]:
    """Yield the answer to a request, while it is read. Whatever breaks it off, then too, is `NotReached`."""
    connection = _connection(address, limits)
    parts = urlsplit(address)
    try:
        connection.connect()
        connection.timeout = limits.silent
        with cut_off(connection.sock, limits.answered) as cut:
            path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
            connection.request("GET", path, headers=headers, preload_content=False, decode_content=False)
            try:
                yield connection.getresponse()
            finally:
                # Whatever it looked like: headers, or an answer without a length, end where they are cut.
                if cut.is_set():
                    raise NotReached(f"{parts.hostname} did not come to an end within {limits.answered:g} s.")
    except (HTTPError, HTTPException, OSError, ValueError) as error:  # of a chunk's length, a bare ValueError comes
        raise NotReached(f"{parts.hostname}: {_said(error)}.") from error
    finally:
        connection.close()


def _connection(address: str, limits: Limits) -> HTTPConnection:
    try:
        scheme, host, port = _site(urlsplit(address))
    except ValueError as error:
        raise Refused(f"{address!r} is not the address of a web site.") from error
    if scheme == "http":
        return HTTPConnection(host, port, timeout=limits.connected)
    return HTTPSConnection(host, port, timeout=limits.connected, ssl_context=ssl.create_default_context())


def _followed(address: str, answer: HTTPResponse) -> str:
    there = urljoin(address, answer.headers.get("Location", ""))
    if not same_site(address, there):
        raise Refused(f"{address} is answered with a redirect to another site, {there[:200]!r}.")
    return there


def _read(answer: HTTPResponse, address: str, accepts: Sequence[str], most_bytes: int, *, conditional: bool) -> Fetched:
    validators = {"etag": _kept(answer, "ETag"), "last_modified": _kept(answer, "Last-Modified")}
    if answer.status == 304 and conditional:
        return Fetched(address, answer.status, None, **validators)
    _judge(answer, address)
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in accepts:
        raise NotTheDocument(f"{address} is {kind[:100] or 'of no type'}, not {' or '.join(accepts)}.")
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    content = unpacked(_bytes(answer, most_bytes), packing, most_bytes)
    if not content:
        raise NotTheDocument(f"{address} is empty.")
    return Fetched(address, answer.status, content, kind, **validators)


def _judge(answer: HTTPResponse, address: str) -> None:
    """Let an answer 200 pass, and raise what any other means."""
    status = answer.status
    if status in WAITS:
        seconds = wait_asked(answer.headers.get("Retry-After", ""))
        wait = None if seconds is None else min(timedelta(seconds=seconds), LONGEST_WAIT)
        raise AskedToWait(f"{address} is answered with {status}: we are to come back later.", wait)
    if status >= 500:
        raise NotReached(f"{address} is answered with {status}.")
    if status >= 300:
        raise Refused(f"{address} is answered with {status}.")
    if status != 200:
        raise NotTheDocument(f"{address} is answered with {status}, not with a whole document.")


def _bytes(answer: HTTPResponse, most_bytes: int) -> bytes:
    content = bytearray()
    while chunk := answer.read(READ_AT_ONCE, decode_content=False):
        content += chunk
        if len(content) > most_bytes:
            raise NotTheDocument(f"the answer is larger than {most_bytes:,} bytes.")
    return bytes(content)


def _kept(answer: HTTPResponse, name: str) -> str:
    value = answer.headers.get(name, "").strip()
    return value if KEPT.fullmatch(value) else ""


def _said(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not trusted for this name"
    if isinstance(error, NameResolutionError):
        return "no address is found under this name"
    if isinstance(error, TimeoutError | ConnectTimeoutError):
        return "no answer in time"
    return f"no whole answer ({type(error).__name__})"
