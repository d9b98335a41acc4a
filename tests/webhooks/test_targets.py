"""What a URL may say, and that the addresses of its name are looked up once and refused whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from ipaddress import ip_network

import pytest
from hypothesis import given, strategies as st

from watchlist.conf import WebhookPolicy
from watchlist.webhooks.targets import TargetRefused, addresses_of, look_up, target_of

STRICT = WebhookPolicy()
INSIDE = WebhookPolicy(("https", "http"), frozenset({80, 443, 8443}), (ip_network("10.0.0.0/8"),))
REFUSED = {
    "plain HTTP": "http://receiver.example/",
    "another scheme": "file:///etc/passwd",
    "a scheme inside another": "gopher://receiver.example/",
    "no scheme": "receiver.example/hook",
    "no host": "https:///hook",
    "a password": "https://name:password@receiver.example/",
    "a name": "https://name@receiver.example/",
    "a fragment": "https://receiver.example/#part",
    "an empty fragment": "https://receiver.example/#",
    "another port": "https://receiver.example:8443/",
    "port zero": "https://receiver.example:0/",
    "no port": "https://receiver.example:99999/",
    "a backslash": "https://receiver.example\\@127.0.0.1/",
    "a line": "https://receiver.example/\r\nHost: inner",
    "a space": "https://receiver.example/ x",
    "a tab": "https://receiver\t.example/",
    "not ASCII": "https://rеceiver.example/",
    "a wide full stop": "https://127。0。0。1/",
    "circled digits": "https://①②⑦.0.0.1/",
    "loopback": "https://127.0.0.1/",
    "loopback, IPv6": "https://[::1]/",
    "mapped": "https://[::ffff:127.0.0.1]/",
    "a zone": "https://[fe80::1%25eth0]/",
    "metadata": "https://169.254.169.254/latest/",
    "decimal": "https://2130706433/",
    "hexadecimal": "https://0x7f000001/",
    "octal": "https://0177.0.0.1/",
    "short": "https://127.1/",
    "localhost": "https://localhost/",
    "localhost, in capitals": "https://LOCALHOST/",
    "below localhost": "https://a.localhost/",
    "a printer": "https://printer.local/",
    "metadata by name": "https://metadata.google.internal/",
    "one label": "https://intranet/",
    "a trailing dot": "https://localhost./",
    "an escape": "https://receiver%2eexample/",
    "too long": f"https://receiver.example/{'a' * 500}",
    "no URL": "https://[::1",
}


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED.keys())
def test_a_url_that_leads_inside_is_refused(url: str) -> None:
    with pytest.raises(TargetRefused):
        target_of(url, STRICT)


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://receiver.example", "receiver.example", "/"),
        ("https://Receiver.Example:443/a?b=c%20d&e=@", "receiver.example", "/a?b=c%20d&e=@"),
        ("https://receiver.example?b", "receiver.example", "/?b"),
        ("https://8.8.8.8/", "8.8.8.8", "/"),
        ("https://[2606:4700:4700::1111]/", "[2606:4700:4700::1111]", "/"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", "/"),
    ],
)
def test_a_public_url_is_read(url: str, authority: str, path: str) -> None:
    target = target_of(url, STRICT)
    assert (target.authority, target.path) == (authority, path)


@pytest.mark.parametrize("url", ["http://intranet/", "https://hooks.internal:8443/", "http://10.1.2.3/"])
def test_an_operator_who_allows_a_network_may_name_its_hosts(url: str) -> None:
    assert target_of(url, INSIDE)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://192.168.0.1/", "http://intranet:8080/"])
def test_and_no_other(url: str) -> None:
    with pytest.raises(TargetRefused):
        target_of(url, INSIDE)


@pytest.mark.parametrize(
    "found",
    [
        [],
        ["127.0.0.1"],
        ["8.8.8.8", "10.0.0.1"],
        ["2606:4700:4700::1111", "::1"],
        ["8.8.8.8", "::ffff:169.254.169.254"],
        ["8.8.8.8", "8.8.4.4", "1.1.1.1", "9.9.9.9", "192.168.0.1"],
    ],
)
def test_a_name_with_one_address_inside_is_refused_whole(found: list[str]) -> None:
    with pytest.raises(TargetRefused, match="has no address, or one that is not public"):
        addresses_of(target_of("https://receiver.example/", STRICT), STRICT, lambda host, port: found)


def test_a_name_is_looked_up_once_and_its_addresses_are_kept_in_order() -> None:
    asked: list[tuple[str, int]] = []

    def rebinding(host: str, port: int) -> Iterable[str]:
        asked.append((host, port))
        return ["8.8.8.8", "8.8.8.8", "8.8.4.4"] if len(asked) == 1 else ["127.0.0.1"]

    target = target_of("https://receiver.example/", STRICT)
    assert addresses_of(target, STRICT, rebinding) == ("8.8.8.8", "8.8.4.4")
    assert asked == [("receiver.example", 443)]


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
def test_what_this_machine_takes_for_itself_is_refused(host: str) -> None:
    """However the C library reads it, what comes out is checked."""
    target = replace(target_of("https://receiver.example/", STRICT), host=host)
    with pytest.raises(TargetRefused):
        addresses_of(target, STRICT, look_up)


@given(st.text(max_size=80) | st.from_regex(r"https://[a-z0-9.@:\[\]%/\\?#_-]{0,60}", fullmatch=True))
def test_any_text_is_read_or_refused(url: str) -> None:
    try:
        target = target_of(url, STRICT)
    except TargetRefused:
        return
    assert target.scheme == "https"
    assert target.port == 443
