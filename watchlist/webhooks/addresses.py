"""Which addresses a webhook may be sent to: those of the public internet, and the networks that an operator names."""

from __future__ import annotations

import csv
import ipaddress
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

GLOBAL_UNICAST: Final = IPv6Network("2000::/3")  # all that IANA has given out for the public internet (RFC 4291)
NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052
ISATAP: Final = (0x0000_5EFE, 0x0200_5EFE)  # RFC 5214


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
        yield _last_bits(written)
    else:
        yield written
        yield from _tunnelled(written)


def _tunnelled(tunnel: IPv6Address) -> Iterator[IPv4Address]:
    if tunnel.sixtofour is not None:
        yield tunnel.sixtofour
    if tunnel.teredo is not None:
        yield from tunnel.teredo
    if (int(tunnel) >> 32) & 0xFFFF_FFFF in ISATAP:
        yield _last_bits(tunnel)


def _last_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFF_FFFF)


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
