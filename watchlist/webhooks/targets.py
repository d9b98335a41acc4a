"""Where a webhook may be sent: what its URL may say, and the addresses that its name stands for, looked up once.

Those are addresses of the public internet, and the networks that an operator names.
"""

from __future__ import annotations

import csv
import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from watchlist.conf import WebhookPolicy
from watchlist.engine.errors import CorrectTheQuestion

LONGEST_URL: Final = 500
LOOKED_UP_WITHIN: Final = 5.0  # seconds
MOST_ADDRESSES: Final = 3
VISIBLE: Final = re.compile(r"[\x21-\x7e]+")
NAME: Final = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
# Names that never stand for a host of the public internet: RFC 6761, RFC 6762, RFC 8375, and ICANN's "internal".
LOCAL_NAMES: Final = ("localhost", "local", "internal", "home.arpa")
DEFAULT_PORTS: Final = {"https": 443, "http": 80}

Resolve = Callable[[str, int], Iterable[str]]
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

GLOBAL_UNICAST: Final = IPv6Network("2000::/3")  # all that IANA has given out for the public internet (RFC 4291)
NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052
ISATAP: Final = (0x0000_5EFE, 0x0200_5EFE)  # RFC 5214


class TargetRefused(CorrectTheQuestion):
    """Nothing is sent to this target."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a URL names: `path` is that of the request line, with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Return what the header `Host` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str, policy: WebhookPolicy) -> Target:
    """Return what a URL names. Raises `TargetRefused` where its text alone says that nothing may be sent there."""
    if len(url) > LONGEST_URL or not VISIBLE.fullmatch(url) or "\\" in url:
        raise TargetRefused(
            _("a URL has at most %(most)s visible characters of ASCII (write names in their xn-- form)."),
            most=LONGEST_URL,
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise TargetRefused(_("this is not a URL.")) from error
    if parts.scheme not in policy.schemes:
        raise TargetRefused(
            _("a URL begins with %(schemes)s."), schemes=" or ".join(f"{scheme}://" for scheme in policy.schemes)
        )
    if "@" in parts.netloc or "#" in url:
        raise TargetRefused(_("a URL holds neither a name and password nor a fragment."))
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in policy.ports:
        raise TargetRefused(_("nothing is sent to port %(port)s from here."), port=port)
    _refuse_local(host, policy)
    query = f"?{parts.query}" if parts.query else ""
    return Target(parts.scheme, host, port, f"{parts.path or '/'}{query}")


def addresses_of(target: Target, policy: WebhookPolicy, resolve: Resolve) -> tuple[str, ...]:
    """Return the addresses to connect to, in the resolver's order: they were checked, and are not looked up again.

    Raises `TargetRefused` unless every one of them may be reached: a name with one private address is refused whole.
    """
    found = tuple(dict.fromkeys(resolve(target.host, target.port)))
    if not found or not all(is_reachable(address, policy.networks) for address in found):
        # One sentence for both: what names stand for inside this network is nobody's to find out.
        raise TargetRefused(_("%(host)s has no address, or one that is not public."), host=target.host)
    return found[:MOST_ADDRESSES]


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, as this machine finds them within 5 s; none where it finds none.

    The system's look-up has no time-out of its own, so a thread makes it, which is left behind if it takes longer.
    """
    answers: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=lambda: answers.put(_found(host, port)), daemon=True).start()
    try:
        return answers.get(timeout=LOOKED_UP_WITHIN)
    except Empty:
        return []


def _found(host: str, port: int) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def _refuse_local(host: str, policy: WebhookPolicy) -> None:
    """Refuse addresses that may not be reached and names that are only local; names are looked up at each attempt."""
    if ":" in host or host.rpartition(".")[2].isdigit():
        if not is_reachable(host, policy.networks):
            raise TargetRefused(_("%(host)s is not a public address."), host=host)
        return
    is_local = "." not in host or any(host == name or host.endswith(f".{name}") for name in LOCAL_NAMES)
    if not NAME.fullmatch(host) or (is_local and not policy.networks):
        raise TargetRefused(_("a URL names a host of the public internet, in full."))


def is_reachable(text: str, allowed: Sequence[Network] = ()) -> bool:
    """Say whether an address, and every address written inside it, is public or in a network that is allowed.

    Text that is no address (a zone behind it included) is not reachable.
    """
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.scope_id:
        return False
    return all(_is_public(address) or _is_in(address, allowed) for address in _destinations(parsed))


def _destinations(written: Address) -> Iterator[Address]:
    """Yield the addresses that packets to an address may come to: translators and tunnels unpack what is inside."""
    if isinstance(written, IPv4Address):
        yield written
    elif written.ipv4_mapped is not None:
        yield written.ipv4_mapped
    elif written in NAT64:
        yield IPv4Address(int(written) & 0xFFFF_FFFF)
    else:
        yield written
        if written.sixtofour is not None:
            yield written.sixtofour
        if written.teredo is not None:
            yield from written.teredo
        if (int(written) >> 32) & 0xFFFF_FFFF in ISATAP:
            yield IPv4Address(int(written) & 0xFFFF_FFFF)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not _is_in(address, _refused())


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks if network.version == address.version)


@lru_cache(maxsize=1)
def _refused() -> tuple[Network, ...]:
    """Return the networks that the standard library takes for public and that no receiver stands in."""
    text = files(__package__).joinpath("refused_networks.csv").read_text(encoding="utf-8")
    return tuple(ipaddress.ip_network(row["network"]) for row in csv.DictReader(text.splitlines()))
