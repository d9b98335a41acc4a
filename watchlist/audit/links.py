"""What the hash of each event is over, from plain values: the chain is made, and checked, by this alone."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import orjson

KEEP_RESTRICTED: Final = "keep_restricted"
"""The verb of such an event. It has no target: not even who reads all of it learns from the trail which case it was."""
GENESIS: Final = "0" * 64
FIRST_FORMAT: Final = 1
FORMAT: Final = 2
"""The format in which events are written now; those of the one before are checked by its own rules."""
FORMATS: Final = (FIRST_FORMAT, FORMAT)
SALT: Final = re.compile("[0-9a-f]{32}")
_written: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode


class Link(NamedTuple):
    """An event without its content. `at` is ISO 8601 in UTC, `payload` and `rows` are digests ("": it wrote no row)."""

    sequence: int
    at: str
    actor: str
    verb: str
    target_kind: str
    target_key: str
    request: str
    payload: str
    previous: str
    format: int = FORMAT
    rows: str = ""


def canonical(payload: Mapping[str, Any]) -> str:
    """Return the one text of a payload: sorted keys, no spaces, UTF-8 as it is."""
    return _written(payload)


def digest_of(link: Link) -> str:
    """Return the digest of an event, made as its format says."""
    return hashlib.sha256(_text_of(fields_of(link))).hexdigest()


def fields_of(link: Link) -> dict[str, Any]:
    """Return the fields of an event that its digest is over, by its format."""
    fields: dict[str, Any] = {
        "sequence": link.sequence,
        "at": link.at,
        "actor": link.actor,
        "verb": link.verb,
        "target": [link.target_kind, link.target_key],
        "payload": link.payload,
        "previous": link.previous,
    }
    if link.format != FIRST_FORMAT:
        fields |= {"format": link.format, "request": link.request, "rows": link.rows}
    elif link.request:  # the earliest events were written before calls had ids
        fields["request"] = link.request
    return fields


def _text_of(fields: Mapping[str, Any]) -> bytes:
    """Return the one text of the fields of an event: a million of them are written by the faster library.

    What it refuses, no Unicode and types that no event has, somebody put into the database: that is written as ever.
    """
    try:
        return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return _bytes(_written(fields))


def payload_digest(salt: str, body: str, form: int = FORMAT) -> str:
    """Return the digest of a payload, which nobody finds by trying what it may have been without the salt.

    The first format put the salt before the body without a boundary; from the second on the bytes of the salt are the
    key of an HMAC over the body. Raises `ValueError` for a salt that is no text of hexadecimal digits.
    """
    if form == FIRST_FORMAT:
        return sha256(f"{salt}{body}")
    return hmac.digest(bytes.fromhex(salt), _bytes(body), "sha256").hex()


def rows_digest(rows: Iterable[tuple[str, str, int, str]]) -> str:
    """Return the digest of the digests of rows: of table, key, version and digest of each; "" where there is none."""
    listed = sorted(rows)
    return sha256(_written(listed)) if listed else ""


def fault_of_payload(salt: str, body: str) -> str:
    """Return what is wrong with the form of a salt and a body; "" where both are as this service writes them.

    Because a salt has one length, nothing of a body can be hidden in it, in the first format either.
    """
    if not isinstance(salt, str) or not SALT.fullmatch(salt):
        return "its salt is none"
    # Only its ends are looked at: to read a million of them whole would find no more.
    if not isinstance(body, str) or not (body.startswith("{") and body.endswith("}")):
        return "its payload is no object of JSON"
    return ""


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 digits."""
    return hashlib.sha256(_bytes(text)).hexdigest()


def _bytes(text: str) -> bytes:
    """Return a text in UTF-8; what is no Unicode, as somebody may have put it into a database, as it stands there."""
    return text.encode(errors="surrogatepass")
