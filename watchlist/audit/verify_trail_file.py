"""Check a file of the audit trail without the service. This module needs Python and the package cryptography: copy it.

    python verify_trail_file.py TRAIL.jsonl --key PUBLIC

A line is JSON. The first says what the file is (`record` is `trail`); an event (`event`) bears these fields:

- `digest`: SHA-256 of the JSON, keys sorted, no blanks, in UTF-8, of `actor`, `at`, `format`, `payload`, `previous`,
  `request`, `rows`, `sequence`, `target`, `verb`;
- `payload`: HMAC-SHA256 of `body` in UTF-8; the key is the 16 bytes that `salt` writes as 32 hexadecimal digits;
- `rows`: a digest of the rows of the database that the act wrote, which this file does not hold;
- `previous`: the `digest` of the event before.

Events of `format` 1, which were written before 2026-12, are of the first format: their `digest` leaves out `format` and
`rows`, and `request` where there is none; their `payload` is the SHA-256 of `salt` with `body` after it. By the form of
`salt` none of a body hides in it.

No number is missing between the first and the last of a file. An anchor (`format` begins with
precursor-watchlist-anchor) is Ed25519 over its format, day, sequence and head, with a blank between two; `head` is the
digest of that event. The last line (`end`) holds the SHA-256 of all bytes before it, and Ed25519 over the format of the
file, a blank and that digest.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIRST = ("actor", "at", "payload", "previous", "request", "sequence", "target", "verb")
FIELDS = {1: FIRST, 2: (*FIRST, "format", "rows")}
OTHER_FIELDS = {"record", "digest", "salt", "body", "format", "rows"}
SALT = re.compile("[0-9a-f]{32}")
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


def faults(lines: Iterable[bytes], key: str = "") -> Iterator[str]:
    """Yield what does not hold of a file, in order; nothing where all of it does.

    `key`: the public key of the house in base64, as it gave it otherwise; without one, that of each signature is taken.
    """
    whole, previous, form = hashlib.sha256(), None, ""
    digests: dict[int, str] = {}
    counts = {"event": 0, "anchor": 0}
    ended = False
    for number, line in enumerate(lines, 1):
        if ended:
            yield f"line {number} stands after the end"
        try:
            record = json.loads(line, object_pairs_hook=_without_doubles)
            kind = record.get("record", "anchor")
            if kind == "trail":
                form = record["format"]
                if number > 1:
                    yield f"line {number} begins another file"
            elif kind == "event":
                yield from _event_faults(record, previous)
                previous, digests[record["sequence"]] = record, record["digest"]
            elif kind == "anchor":
                yield from _anchor_faults(record, digests, key)
            elif kind == "end":
                ended = True
                yield from _end_faults(record, form, whole.hexdigest(), counts, key)
            else:
                yield f"line {number} is of no kind that such files have: {kind!r}"
            counts[kind] = counts.get(kind, 0) + 1
        except UNREADABLE as error:
            yield f"line {number} is not as such files are written ({type(error).__name__}: {error})"
        whole.update(line)
    if not ended:
        yield "the file has no end: it was cut off"


def _event_faults(event: dict[str, Any], previous: dict[str, Any] | None) -> Iterator[str]:
    number, form = event["sequence"], event.get("format", 1)
    if form not in FIELDS:
        yield f"event {number} is of the format {form!r}, which is none"
        return
    if unknown := sorted(event.keys() - OTHER_FIELDS - {*FIELDS[form]}):
        yield f"event {number} bears what no event does: {', '.join(unknown)}"
    link = {name: event[name] for name in FIELDS[form] if name in event or name != "request" or form > 1}
    if event["digest"] != _sha256(json.dumps(link, sort_keys=True, ensure_ascii=False, separators=(",", ":"))):
        yield f"event {number} was altered"
    if ("body" in event or "salt" in event) and not _is_payload(event, form):
        yield f"what was said at event {number} was altered"
    if previous and number != previous["sequence"] + 1:
        yield f"between events {previous['sequence']} and {number} some are missing"
    elif previous and event["previous"] != previous["digest"]:
        yield f"event {number} does not follow the event before it"


def _is_payload(event: dict[str, Any], form: int) -> bool:
    """Say whether salt and body are those of the digest: by the form of the salt none can hide in the other."""
    salt, body = event["salt"], event["body"]
    if not SALT.fullmatch(salt) or not isinstance(json.loads(body), dict):
        return False
    if form == 1:
        return bool(event["payload"] == _sha256(salt + body))
    written = hmac.digest(bytes.fromhex(salt), body.encode(errors="surrogatepass"), "sha256").hex()
    return bool(event["payload"] == written)


def _anchor_faults(anchor: dict[str, Any], digests: dict[int, str], key: str) -> Iterator[str]:
    day, sequence, head = anchor["day"], anchor["sequence"], anchor["head"]
    if not _is_signed(f"{anchor['format']} {day} {sequence} {head}", anchor["signature"], key):
        yield f"the anchor of {day} is not signed by the key"
    if digests.get(sequence) != head:
        yield f"event {sequence} is not the one that the anchor of {day} signed"


def _end_faults(end: dict[str, Any], form: str, digest: str, counts: dict[str, int], key: str) -> Iterator[str]:
    if (end["events"], end["anchors"]) != (counts["event"], counts["anchor"]):
        yield "there are not as many events and anchors as the end says"
    if end["sha256"] != digest or not _is_signed(f"{form} {digest}", end["signature"], key):
        yield "the file is not as it was signed"


def _is_signed(text: str, signature: dict[str, str], key: str) -> bool:
    if key and signature["key"] != key.strip():
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature["key"]))
        public.verify(base64.b64decode(signature["value"]), text.encode())
    except InvalidSignature:
        return False
    return True


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON. One with two values of a name would be read as one thing here and as another there."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name stands twice")
    return read


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def not_checked(lines: Iterable[bytes], key: str) -> Iterator[str]:
    """Yield what cannot be checked by the file alone, or without a key."""
    if not key:
        yield "whether the house signed it: no key was given, and whoever altered the file may have signed it anew"
    untold = sum(b'"record":"event"' in line and b'"body":' not in line for line in lines)
    if untold:
        yield f"what was said at {untold} events, which the file does not tell: restricted, or erased"
    yield "what came before the first event of the file and after its last: compare with kept anchors"
    yield "the rows of the database that the events wrote: the service does, by manage.py verify_records"


def main(arguments: list[str]) -> int:
    """Print what does not hold of a file, and return the exit status: 0 where all does."""
    parser = argparse.ArgumentParser(description="Check a file of the audit trail. Exit status: 0 it holds, 1 not.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", default="", help="the public key of the house, as it gave it to you otherwise")
    options = parser.parse_args(arguments)
    with options.file.open("rb") as lines:
        found = list(faults(lines, options.key))
    with options.file.open("rb") as lines:
        open_still = [f"Not checked: {what}." for what in not_checked(lines, options.key)]
    holds = "All that was checked holds."
    sys.stdout.write("\n".join([*found, "It does not hold." if found else holds, *open_still]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
