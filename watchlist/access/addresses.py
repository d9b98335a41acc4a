"""Which address a call comes from, and which network counts as one place."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

from django.conf import settings
from django.http import HttpRequest

Address: TypeAlias = IPv4Address | IPv6Address
Proxies: TypeAlias = int | tuple[IPv4Network | IPv6Network, ...]
"""How many proxies stand in front, or in which networks they stand."""

PLACE: Final = 64
"""Bits of an address of IPv6 that name one place: a provider gives each customer as many addresses as the rest has."""


def proxies_of(text: str) -> Proxies:
    """Return the proxies that a setting names: their number, or their addresses and networks with commas between.

    Raises `ValueError` for what is neither.
    """
    if text.strip().isdecimal():
        return int(text)
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def is_from_proxy(request: HttpRequest) -> bool:
    """Say whether a call was handed on by a proxy, whose headers are believed."""
    proxies: Proxies = settings.TRUSTED_PROXIES
    if isinstance(proxies, int):
        return proxies > 0
    return _is_among(_address(request.META.get("REMOTE_ADDR", "")), proxies)


def address_of(request: HttpRequest) -> str | None:
    """Return the address that a call comes from: that of the socket, or what trusted proxies say.

    A header that a client may write would let it escape every count by address, so it is read only behind proxies, and
    from its end: what stands before the entry of the first proxy was written by the client.
    """
    socket = _address(request.META.get("REMOTE_ADDR", ""))
    header: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    entries = [part.strip() for part in header.split(",") if part.strip()]
    proxies: Proxies = settings.TRUSTED_PROXIES
    if not entries or not is_from_proxy(request):
        address = socket
    elif isinstance(proxies, int):
        address = _address(entries[-min(proxies, len(entries))]) or socket
    else:
        address = _first_beyond(proxies, socket, reversed(entries))
    return None if address is None else str(address)


def network_of(address: str | None) -> str:
    """Return what counts as one place: an address of IPv4, the /64 of one of IPv6; "" for a socket that is a file."""
    parsed = _address(address or "")
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((int(parsed), PLACE), strict=False))
    return str(parsed or "")


def _first_beyond(
    proxies: tuple[IPv4Network | IPv6Network, ...], socket: Address | None, entries: Iterable[str]
) -> Address | None:
    """Return the first address that is no proxy's, going back from the socket; else the last that could be read."""
    last = socket
    for entry in entries:
        address = _address(entry)
        if address is None:
            return last
        last = address
        if not _is_among(address, proxies):
            return address
    return last


def _is_among(address: Address | None, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return address is not None and any(address in network for network in networks)


def _address(text: str) -> Address | None:
    """Return an address; None for what is none. One of IPv4 that is written as IPv6 is one of IPv4."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
