"""Package URLs (purl): `pkg:deb/debian/apt@3.0.3?arch=amd64`."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

PLAIN: Final = ".-_~:"
"""Beyond letters and digits, what a purl writes as it is."""


def purl(kind: str, name: str, version: str, *, namespace: str = "", **qualifiers: str) -> str:
    """Return the address of a version of a package; qualifiers in the order of their names, empty ones left out."""
    path = "/".join(quote(part, safe=PLAIN) for part in (kind, namespace, name) if part)
    given = "&".join(f"{key}={quote(text, safe=PLAIN)}" for key, text in sorted(qualifiers.items()) if text)
    return f"pkg:{path}@{quote(version, safe=PLAIN)}" + (f"?{given}" if given else "")
