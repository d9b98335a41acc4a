"""Which addresses are reached: every way in which a private one can be written is refused."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given, strategies as st

from watchlist.webhooks.targets import is_reachable

PUBLIC = ("8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1")
REFUSED = {
    "this host": "0.0.0.0",  # noqa: S104 - an address that is refused
    "this network": "0.1.2.3",
    "loopback": "127.0.0.1",
    "elsewhere in loopback": "127.8.8.8",
    "private, class A": "10.0.0.1",
    "private, class B": "172.16.0.1",
    "the end of private, class B": "172.31.255.255",
    "private, class C": "192.168.1.1",
    "shared by carriers": "100.64.0.1",
    "metadata of clouds": "169.254.169.254",
    "metadata of another cloud": "100.100.100.200",
    "inside of a third": "168.63.129.16",
    "protocol assignments": "192.0.0.9",
    "documentation": "192.0.2.1",
    "documentation, second": "198.51.100.1",
    "documentation, third": "203.0.113.1",
    "benchmarks": "198.18.0.1",
    "relays of 6to4": "192.88.99.1",
    "multicast": "224.0.0.1",
    "multicast, wide": "239.1.2.3",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "none, IPv6": "::",
    "loopback, IPv6": "::1",
    "link-local": "fe80::1",
    "link-local with a zone": "fe80::1%eth0",
    "public with a zone": "2606:4700:4700::1111%eth0",
    "site-local": "fec0::1",
    "unique local": "fd00:ec2::254",
    "multicast, IPv6": "ff02::1",
    "multicast, IPv6, global": "ff0e::1",
    "documentation, IPv6": "2001:db8::1",
    "documentation, IPv6, second": "3fff::1",
    "discard": "100::1",
    "segment routing": "5f00::1",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped private": "::ffff:10.0.0.1",
    "mapped metadata": "::ffff:a9fe:a9fe",
    "compatible loopback": "::127.0.0.1",
    "compatible public": "::8.8.8.8",
    "translated loopback": "::ffff:0:127.0.0.1",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of metadata": "64:ff9b::169.254.169.254",
    "NAT64 of multicast": "64:ff9b::224.0.0.1",
    "NAT64 inside": "64:ff9b:1::808:808",
    "6to4 of loopback": "2002:7f00:1::",
    "6to4 of private": "2002:a00:1::1",
    "Teredo of loopback": "2001:0:7f00:1::",
    "Teredo of public": "2001:0:808:808::f7f7:f7f7",
    "ISATAP of loopback": "2606:4700::5efe:7f00:1",
    "ISATAP of private, universal": "2606:4700::200:5efe:10.0.0.1",
    "decimal": "2130706433",
    "hexadecimal": "0x7f000001",
    "octal": "0177.0.0.1",
    "short": "127.1",
    "a name": "localhost",
    "nothing": "",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_reached(address: str) -> None:
    assert is_reachable(address)


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED.keys())
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_reachable(address)


@pytest.mark.parametrize(
    ("network", "address", "reached"),
    [
        ("127.0.0.0/8", "127.0.0.1", True),
        ("127.0.0.0/8", "::ffff:127.0.0.1", True),
        ("127.0.0.0/8", "10.0.0.1", False),
        ("127.0.0.0/8", "::1", False),
        ("fd00::/8", "fd12::1", True),
        ("10.0.0.0/8", "64:ff9b::10.0.0.1", True),
        ("2002::/16", "2002:a00:1::1", False),
        ("10.0.0.0/8", "169.254.169.254", False),
    ],
)
def test_a_network_that_is_allowed_opens_itself_and_no_other(network: str, address: str, reached: bool) -> None:
    assert is_reachable(address, (ip_network(network),)) is reached


@given(st.ip_addresses(v=4).filter(lambda address: not address.is_global))
def test_no_writing_of_an_inner_address_in_ipv6_is_reached(inner: object) -> None:
    number = int(inner)  # type: ignore[call-overload]
    assert not is_reachable(f"::ffff:{inner}")
    assert not is_reachable(f"64:ff9b::{inner}")
    assert not is_reachable(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")


@given(st.text(max_size=60))
def test_no_text_raises_an_error(text: str) -> None:
    assert is_reachable(text) in (True, False)
