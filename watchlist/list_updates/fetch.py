"""One GET to a publisher: politely, within bounds of time and size, and never half an answer."""

from __future__ import annotations

import re
import ssl
import zlib
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
from watchlist.list_updates.errors import AskedToWait, NotReached, NotTheDocument, RequestRefused
from watchlist.webhooks import cut_off, retry_after_seconds

GZIP: Final = 31
"""The window of zlib that reads gzip, its header and check included."""

MOST_REDIRECTS: Final = 5
LONGEST_WAIT: Final = timedelta(days=1)
READ_AT_ONCE: Final = 64 * 1024
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
WAITS: Final = frozenset({429, 503})
DEFAULT_PORTS: Final = {"https": 443, "http": 80}
VALIDATOR: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?")
"""A validator that can be kept and sent again as it came."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long a publisher may take, in seconds."""

    connect_seconds: float = 10.0  # for each of their addresses, the handshake of TLS included
    silence_seconds: float = 30.0  # without a byte
    total_seconds: float = 300.0  # from the connection to the end, however slowly they speak


DEFAULT_LIMITS: Final = FetchLimits()


@dataclass(frozen=True, slots=True)
class FetchedDocument:
    """A whole answer. `content` is None where the publisher says that nothing changed (304).

    `address` is where it came from at last; `etag` and `last_modified` are "" where none came that can be sent back.
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
    limits: FetchLimits = DEFAULT_LIMITS,
) -> FetchedDocument:
    """Return the document at an address, one of the content types `accepts`, of at most so many bytes unpacked.

    Redirects are followed on the same site; `headers` go before our own. Raises `NotReached`, `AskedToWait`,
    `RequestRefused` or `NotTheDocument`; without a contact to name to the publisher nothing is sent.
    """
    request_headers = {**_request_headers(accepts, etag, last_modified), **(headers or {})}
    for _ in range(MOST_REDIRECTS + 1):
        with _response(address, request_headers, limits) as response:
            if response.status not in REDIRECTS:
                return _read(response, address, accepts, most_bytes, conditional=bool(etag or last_modified))
            there = urljoin(address, response.headers.get("Location", ""))
            if not same_site(address, there):
                raise RequestRefused(f"{address} is answered with a redirect to another site, {there[:200]!r}.")
            address = there
    raise RequestRefused(f"{address}: the publisher redirects more than {MOST_REDIRECTS} times.")


def same_site(here: str, there: str) -> bool:
    """Say whether two addresses are of one site: the same host and port, by the same scheme or from HTTP to TLS."""
    try:
        site, other_site = _site(urlsplit(here)), _site(urlsplit(there))
    except ValueError:
        return False
    upgraded = (site[0], site[2]) == ("http", 80) and (other_site[0], other_site[2]) == ("https", 443)
    return site == other_site or (site[1] == other_site[1] and upgraded)


def _site(parts: SplitResult) -> tuple[str, str, int]:
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(parts.geturl())
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS[parts.scheme]


def _request_headers(accepts: Sequence[str], etag: str, last_modified: str) -> dict[str, str]:
    contact = source_contact()
    if not contact:
        raise RequestRefused("nothing is fetched without somebody to write to: set WATCHLIST_SOURCE_CONTACT.")
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {
        "User-Agent": f"precursor-watchlist/{version()} (+{contact})",
        "Accept": ", ".join(accepts),
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **{name: value for name, value in conditions.items() if value},
    }


@contextmanager
def _response(address: str, headers: Mapping[str, str], limits: FetchLimits) -> Iterator[HTTPResponse]:
    """Yield the response to a request, while it is read. Whatever breaks it off, then too, is `NotReached`."""
    connection = _connection(address, limits)
    parts = urlsplit(address)
    try:
        connection.connect()
        connection.timeout = limits.silence_seconds
        with cut_off(connection.sock, limits.total_seconds) as cut:
            path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
            connection.request("GET", path, headers=headers, preload_content=False, decode_content=False)
            try:
                yield connection.getresponse()
            finally:
                # Whatever it looked like: headers, or an answer without a length, end where they are cut.
                if cut.is_set():
                    raise NotReached(f"{parts.hostname} did not come to an end within {limits.total_seconds:g} s.")
    except (HTTPError, HTTPException, OSError, ValueError) as error:  # of a chunk's length, a bare ValueError comes
        raise NotReached(f"{parts.hostname}: {_reason(error)}.") from error
    finally:
        connection.close()


def _connection(address: str, limits: FetchLimits) -> HTTPConnection:
    try:
        scheme, host, port = _site(urlsplit(address))
    except ValueError as error:
        raise RequestRefused(f"{address!r} is not the address of a web site.") from error
    if scheme == "http":
        return HTTPConnection(host, port, timeout=limits.connect_seconds)
    return HTTPSConnection(host, port, timeout=limits.connect_seconds, ssl_context=ssl.create_default_context())


def _read(
    response: HTTPResponse, address: str, accepts: Sequence[str], most_bytes: int, *, conditional: bool
) -> FetchedDocument:
    validators = {"etag": _validator(response, "ETag"), "last_modified": _validator(response, "Last-Modified")}
    if response.status == 304 and conditional:
        return FetchedDocument(address, response.status, None, **validators)
    _refuse_other_statuses(response, address)
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in accepts:
        raise NotTheDocument(f"{address} is {kind[:100] or 'of no type'}, not {' or '.join(accepts)}.")
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    content = unpacked(_bytes(response, most_bytes), packing, most_bytes)
    if not content:
        raise NotTheDocument(f"{address} is empty.")
    return FetchedDocument(address, response.status, content, kind, **validators)


def _refuse_other_statuses(response: HTTPResponse, address: str) -> None:
    """Raise what any status but 200 means."""
    status = response.status
    if status in WAITS:
        seconds = retry_after_seconds(response.headers.get("Retry-After", ""))
        wait = None if seconds is None else min(timedelta(seconds=seconds), LONGEST_WAIT)
        raise AskedToWait(f"{address} is answered with {status}: we are to come back later.", wait)
    if status >= 500:
        raise NotReached(f"{address} is answered with {status}.")
    if status >= 300:
        raise RequestRefused(f"{address} is answered with {status}.")
    if status != 200:
        raise NotTheDocument(f"{address} is answered with {status}, not with a whole document.")


def _bytes(response: HTTPResponse, most_bytes: int) -> bytes:
    content = bytearray()
    while chunk := response.read(READ_AT_ONCE, decode_content=False):
        content += chunk
        if len(content) > most_bytes:
            raise NotTheDocument(f"the answer is larger than {most_bytes:,} bytes.")
    return bytes(content)


def _validator(response: HTTPResponse, name: str) -> str:
    value = response.headers.get(name, "").strip()
    return value if VALIDATOR.fullmatch(value) else ""


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not trusted for this name"
    if isinstance(error, NameResolutionError):
        return "no address is found under this name"
    if isinstance(error, TimeoutError | ConnectTimeoutError):
        return "no answer in time"
    return f"no whole answer ({type(error).__name__})"


def unpacked(packed: bytes, packing: str, most_bytes: int) -> bytes:
    """Return what an answer of a `Content-Encoding` holds, at most so many bytes.

    Raises `NotTheDocument` for more, or a packing that was not asked for, and `NotReached` where it ends early.
    """
    if packing in {"", "identity"}:
        return packed
    if packing not in {"gzip", "x-gzip"}:
        raise NotTheDocument(f"the answer is packed by {packing[:40]!r}, which was not asked for.")
    try:
        return _gunzipped(packed, most_bytes)
    except zlib.error as error:
        raise NotReached("the answer was damaged on its way: it is no gzip.") from error


def _gunzipped(packed: bytes, most_bytes: int) -> bytes:
    content = bytearray()
    while True:
        member = zlib.decompressobj(GZIP)
        content += member.decompress(packed, most_bytes - len(content) + 1)
        if len(content) > most_bytes:
            raise NotTheDocument(f"the answer is larger than {most_bytes:,} bytes, unpacked.")
        if not member.eof:
            raise NotReached("the answer ended early: its gzip is cut off.")
        packed = member.unused_data  # of the next: RFC 1952 lets a gzip have several
        if not packed:
            return bytes(content)
