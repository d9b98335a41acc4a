"""A receiver on the loopback address, of a mood that each test gives it: real sockets, and every byte as written."""

from __future__ import annotations

import select
import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from threading import Event, Thread

from watchlist.conf import WebhookPolicy
from watchlist.engine.host import ROOT

TLS = ROOT / "fixtures" / "tls"
LOOPBACK = ip_network("127.0.0.0/8")


@dataclass(frozen=True, slots=True)
class Received:
    """A request: its first line, its headers in lower case, and its body."""

    line: str
    headers: dict[str, str]
    body: bytes


Mood = Callable[[socket.socket], None]


@dataclass(slots=True)
class Receiver:
    """Where it stands, what it was sent, and the moods it has yet to show, the last of them for good."""

    port: int
    moods: list[Mood]
    scheme: str
    received: list[Received] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        """Return its URL: under its address, or under the name of its certificate."""
        return f"{self.scheme}://{'receiver.example' if self.scheme == 'https' else '127.0.0.1'}:{self.port}/hook?a=1"

    @property
    def policy(self) -> WebhookPolicy:
        """Return a policy under which it may be reached."""
        return WebhookPolicy(("https", "http"), frozenset({self.port}), (LOOPBACK,), str(TLS / "authority.pem"))


def answering(status: str, *headers: str, body: bytes = b"ok") -> Mood:
    """Return the mood that answers at once."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers))
    return lambda peer: peer.sendall(head.encode() + b"\r\n" + body)


def dripping(first: bytes, then: bytes) -> Mood:
    """Return the mood that says a little now and then until the other side hangs up, and comes to no end by itself."""

    def mood(peer: socket.socket) -> None:
        peer.sendall(first)
        while not select.select([peer], [], [], 0.02)[0]:
            peer.sendall(then)

    return mood


def silent(peer: socket.socket) -> None:
    """Say nothing until the other side hangs up."""
    peer.settimeout(5)
    peer.recv(1)


def resetting(peer: socket.socket) -> None:
    """Break the connection off without a word."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@contextmanager
def receiver(*moods: Mood, tls: bool = False) -> Iterator[Receiver]:
    """Receive until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        one = Receiver(server.getsockname()[1], [*moods], "https" if tls else "http")
        thread = Thread(target=_serve, args=(server, one))
        thread.start()
        try:
            yield one
        finally:
            one.closing.set()
            thread.join()


def _serve(server: socket.socket, one: Receiver) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "receiver.pem")
    while not one.closing.is_set():
        with suppress(OSError):
            peer, _ = server.accept()
            peer.settimeout(5)
            with context.wrap_socket(peer, server_side=True) if one.scheme == "https" else peer as spoken:
                one.received.append(_read(spoken))
                (one.moods.pop(0) if len(one.moods) > 1 else one.moods[0])(spoken)


def _read(peer: socket.socket) -> Received:
    with peer.makefile("rb") as stream:
        line = stream.readline().decode("latin-1").strip()
        headers = dict(_headers(stream.readline, b"\r\n"))
        return Received(line, headers, stream.read(int(headers.get("content-length", 0))))


def _headers(readline: Callable[[], bytes], end: bytes) -> Iterator[tuple[str, str]]:
    while (line := readline()) not in (end, b""):
        name, _, value = line.decode("latin-1").partition(":")
        yield name.lower(), value.strip()
