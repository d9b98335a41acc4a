"""By what a call that is sent again under its key is known: the values that it sent, not how they were written down."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from watchlist.api.reading import MEDIA_TYPE, rendered


class Fingerprints(NamedTuple):
    """The hash of what was sent, and the one that earlier releases kept of it: over the bytes of a JSON body."""

    current: str
    former: str


def fingerprints_of(request: Request) -> Fingerprints:
    """Return the hashes of what was sent. Of a form they are of its fields: its boundary differs each time."""
    query = request.META.get("QUERY_STRING", "").encode()
    kind = (request.content_type or "").partition(";")[0].strip().lower()
    if kind.startswith("multipart/"):
        digest = hashlib.sha256(query)
        for part in _parts(request):
            digest.update(part)
        return Fingerprints(digest.hexdigest(), digest.hexdigest())
    former = hashlib.sha256(query + request.body).hexdigest()
    if kind != MEDIA_TYPE:
        return Fingerprints(former, former)
    try:
        body = canonical(request.data)
    except (ParseError, RecursionError):  # the body is refused when it is read
        return Fingerprints(former, former)
    return Fingerprints(hashlib.sha256(query + body).hexdigest(), former)


def canonical(body: Any) -> bytes:
    """Return a parsed JSON body in one way of writing: names in order, numbers as they were written."""
    return b"".join(canonical_pieces(body))


def canonical_pieces(body: Any) -> Iterator[bytes]:
    """Yield the same a piece at a time: of the lines of a body, each by itself."""
    if not isinstance(body, dict):
        yield _ONE_WAY.encode(body).encode()
        return
    for at, name in enumerate(sorted(body)):
        yield ("," if at else "{").encode() + _ONE_WAY.encode(name).encode() + b":"
        if isinstance(body[name], list):
            yield from _pieces_of_list(body[name])
        else:
            yield _ONE_WAY.encode(body[name]).encode()
    yield b"}" if body else b"{}"


def _pieces_of_list(values: Sequence[Any]) -> Iterator[bytes]:
    for at, value in enumerate(values):
        yield ("," if at else "[").encode() + _ONE_WAY.encode(value).encode()
    yield b"]" if values else b"[]"


def _number(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"\0number": str(value)}
    raise TypeError(type(value))


_ONE_WAY: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_number)


def _parts(request: Request) -> Iterator[bytes]:
    for name, values in sorted(request.POST.lists()):
        yield rendered([name, values])
    for name, file in sorted(request.FILES.items()):
        yield rendered([name, file.name, file.size])
        yield from file.chunks()
        file.seek(0)
