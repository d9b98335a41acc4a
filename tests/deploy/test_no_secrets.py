"""No secret lies in the repository: every file that git holds is read for what keys and tokens look like."""

from __future__ import annotations

import re
import subprocess
from typing import Final

import pytest

from watchlist.engine.host import ROOT

SHAPES: Final = {
    "a private key": rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "a key of a cloud": rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "a token of a forge": rb"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{60,}|glpat-[\w-]{20,})",
    "a token of a chat": rb"\bxox[abposr]-[0-9A-Za-z-]{10,}",
    "a token of an index of packages": rb"\bpypi-[\w-]{80,}",
    "a signed token": rb"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "a password in an address": rb"\b[a-z][a-z0-9+]*://[^\s:/@<>{}$\"']+:[^\s:/@<>{}$\"']+@",
    "a key of ours that is set": rb"(?m)^(?:export )?WATCHLIST_SECRET_KEY=\S+",
    "a key in the source": rb"\bSECRET_KEY\s*=\s*[\"'][^\"']{20,}",
}
KNOWN: Final = {
    ("config/env.py", "a password in an address"): "how one is written",
    ("deploy/helm/values.yaml", "a password in an address"): "how one is written",
    ("docs/install.md", "a password in an address"): "how one is written, with dots in its place",
    ("docs/operating.md", "a password in an address"): "how one is written",
    ("tests/deploy/test_doors.py", "a password in an address"): "one that stands in a file, and may not be told",
    ("tests/webhooks/test_targets.py", "a password in an address"): "an address that is refused for it",
    ("fixtures/tls/receiver.pem", "a private key"): "of a receiver that tests invent, on this machine alone",
}


def found() -> dict[tuple[str, str], int]:
    """Return what looks like a secret in the files that git holds, by file and kind."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    held = {name.decode(): (ROOT / name.decode()).read_bytes() for name in names if name}
    return {
        (name, kind): len(hits)
        for name, content in held.items()
        for kind, shape in SHAPES.items()
        if (hits := re.findall(shape, content))
    }


@pytest.mark.servers
def test_no_secret_is_held() -> None:
    assert set(found()) == set(KNOWN)


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        ("a private key", "-----BEGIN RSA " + "PRIVATE KEY-----"),
        ("a key of a cloud", "AKIA" + "ABCDEFGHIJKLMNOP"),
        ("a token of a forge", "ghp_" + "a" * 36),
        ("a token of a chat", "xoxb-" + "1234567890-abc"),
        ("a token of an index of packages", "pypi-" + "A" * 90),
        ("a signed token", "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0" + ".c2lnbmF0dXJl"),
        ("a password in an address", "postgres://watchlist:" + "Tr0ub4dor@db/house"),
        ("a key of ours that is set", "WATCHLIST_SECRET_KEY" + "=abc"),
        ("a key in the source", "SECRET_KEY" + ' = "0123456789abcdefghij"'),
    ],
)
def test_what_looks_like_one_is_seen(kind: str, planted: str) -> None:
    assert [name for name, shape in SHAPES.items() if re.search(shape, planted.encode())] == [kind]
