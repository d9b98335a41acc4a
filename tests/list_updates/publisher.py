"""A publisher on the loopback address: a real server of editions, of a mood that each test gives it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Final

from watchlist.list_updates.fetch import DEFAULT_LIMITS, FetchLimits

XML = "text/xml"


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at a path."""

    content: bytes
    content_type: str = XML

    @property
    def etag(self) -> str:
        """Return the validator that it is served with."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path, and its headers in small letters."""

    path: str
    headers: dict[str, str]


Mood = Callable[["Desk", Document], None]


@dataclass(slots=True)
class Publisher:
    """Where it stands, what it publishes, what it was asked, and its mood."""

    port: int
    documents: dict[str, Document] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    mood: Mood = field(default_factory=lambda: ok)

    @property
    def address(self) -> str:
        """Return the address of its site."""
        return f"http://127.0.0.1:{self.port}"

    def publish(self, path: str, content: bytes, content_type: str = XML) -> None:
        """Put a document in the place of the one before."""
        self.documents[path] = Document(content, content_type)


class Desk(BaseHTTPRequestHandler):
    """One conversation with the publisher."""

    protocol_version = "HTTP/1.1"
    publisher: Publisher

    def do_GET(self) -> None:
        """Answer as the mood is."""
        self.close_connection = True
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.publisher.asked.append(Asked(self.path, headers))
        document = self.publisher.documents.get(self.path)
        if document is None:
            self.say(404, {"Content-Length": "0"})
            return
        with suppress(OSError):  # who was asked for too much hangs up
            self.publisher.mood(self, document)

    def say(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        """Answer with exactly these headers and bytes."""
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def publishing() -> Iterator[Publisher]:
    """Publish until the block ends."""
    desk = type("DeskOfOne", (Desk,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), desk) as server:
        server.daemon_threads, server.block_on_close = True, False
        publisher = Publisher(server.server_address[1])
        desk.publisher = publisher  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield publisher
        finally:
            publisher.closing.set()
            server.shutdown()
            thread.join()


def ok(desk: Desk, document: Document) -> None:
    """Publish, or say that nothing changed to whoever knows the document."""
    if desk.headers.get("If-None-Match") == document.etag:
        desk.say(304, {"ETag": document.etag})
        return
    desk.say(200, _whole(document) | {"ETag": document.etag}, document.content)


def saying(status: int, **headers: str) -> Mood:
    """Return the mood that has nothing to give; of a header's name, `_` is the hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda desk, document: desk.say(status, {"Content-Length": "0"} | named)


def publishing_as(change: Callable[[bytes], bytes] = bytes, **headers: str) -> Mood:
    """Return the mood that publishes the document changed, with headers of its own."""

    def mood(desk: Desk, document: Document) -> None:
        changed = Document(change(document.content), document.content_type)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        desk.say(200, _whole(changed) | named, changed.content)

    return mood


def hanging(desk: Desk, document: Document) -> None:
    """Say nothing at all."""
    desk.publisher.closing.wait(60)


def dripping(desk: Desk, document: Document) -> None:
    """Publish, a byte now and then."""
    desk.say(200, {"Content-Type": document.content_type})
    _drip(desk, lambda: desk.wfile.write(b" "))


def dripping_headers(desk: Desk, document: Document) -> None:
    """Say a header, a byte now and then."""
    desk.wfile.write(b"HTTP/1.1 200 OK\r\nX-More: ")
    _drip(desk, lambda: desk.wfile.write(b"x"))


def truncated(desk: Desk, document: Document) -> None:
    """Hang up before the length that was said."""
    desk.say(200, _whole(document), document.content[: len(document.content) // 2])


def cut_in_a_chunk(desk: Desk, document: Document) -> None:
    """Hang up in the middle of a chunk."""
    chunked = {"Content-Type": document.content_type, "Transfer-Encoding": "chunked"}
    desk.say(200, chunked, b"%x\r\n%b" % (len(document.content), document.content[:-5]))


def chunked(desk: Desk, document: Document) -> None:
    """Publish in chunks."""
    head, tail = document.content[:7], document.content[7:]
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (head, tail)) + b"0\r\n\r\n"
    desk.say(200, {"Content-Type": document.content_type, "Transfer-Encoding": "chunked"}, body)


def zipped(desk: Desk, document: Document) -> None:
    """Publish packed."""
    packed = Document(gzip.compress(document.content), document.content_type)
    desk.say(200, _whole(packed) | {"Content-Encoding": "gzip"}, packed.content)


def zipped_in_part(desk: Desk, document: Document) -> None:
    """Publish packed, and leave out the end of it, with the length of what is left."""
    packed = Document(gzip.compress(document.content)[:-9], document.content_type)
    desk.say(200, _whole(packed) | {"Content-Encoding": "gzip"}, packed.content)


def bomb(desk: Desk, document: Document) -> None:
    """Publish eight megabytes in eight kilobytes."""
    packed = Document(gzip.compress(bytes(8 * 1024 * 1024)), document.content_type)
    desk.say(200, _whole(packed) | {"Content-Encoding": "gzip"}, packed.content)


def endless(desk: Desk, document: Document) -> None:
    """Publish for ever."""
    desk.say(200, {"Content-Type": document.content_type})
    while not desk.publisher.closing.is_set():
        desk.wfile.write(bytes(64 * 1024))


def resetting(desk: Desk, document: Document) -> None:
    """Hang up without a word."""


IMPATIENT: Final[dict[Mood, FetchLimits]] = {
    hanging: FetchLimits(connect_seconds=10.0, silence_seconds=0.3, total_seconds=60.0),
    dripping: FetchLimits(connect_seconds=10.0, silence_seconds=60.0, total_seconds=0.5),
    dripping_headers: FetchLimits(connect_seconds=10.0, silence_seconds=60.0, total_seconds=0.5),
}
"""What a test need not wait for."""


def limits_for(mood: Mood) -> FetchLimits:
    """Return limits under which a mood shows what it is, however busy the machine is."""
    return IMPATIENT.get(mood, DEFAULT_LIMITS)


def _whole(document: Document) -> dict[str, str]:
    return {"Content-Type": document.content_type, "Content-Length": str(len(document.content))}


def _drip(desk: Desk, say: Callable[[], object]) -> None:
    while not desk.publisher.closing.wait(0.02):
        say()
