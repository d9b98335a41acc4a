"""What the hash of each event is over, from plain values: the chain is made, and checked, by this alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

GENESIS: Final = "0" * 64
_written: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode


class Link(NamedTuple):
    """An event without its content. `at` is ISO 8601 in UTC, `payload` the digest of what was said."""

    sequence: int
    at: str
    actor: str
    verb: str
    target_kind: str
    target_key: str
    request: str
    payload: str
    previous: str


def canonical(payload: Mapping[str, Any]) -> str:
    """Return the one text of a payload: sorted keys, no spaces, UTF-8 as it is."""
    return _written(payload)


def digest_of(link: Link) -> str:
    """Return the digest of an event. The id of its call is in it where it has one: events from before have none."""
    said: dict[str, Any] = {
        "sequence": link.sequence,
        "at": link.at,
        "actor": link.actor,
        "verb": link.verb,
        "target": [link.target_kind, link.target_key],
        "payload": link.payload,
        "previous": link.previous,
    }
    if link.request:
        said["request"] = link.request
    return sha256(_written(said))


def payload_digest(salt: str, body: str) -> str:
    """Return the digest of what was said, which nobody finds by trying what may have been said without the salt."""
    return sha256(f"{salt}{body}")


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 digits."""
    return hashlib.sha256(text.encode()).hexdigest()
