"""Parts of a file that a program asks for (RFC 9110, section 14): one range of bytes, under one strong ETag."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from django.http import HttpRequest

from watchlist.api.problems import ApiProblem

_ONE: Final = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII)
"""One range. What asks for several, or in another unit, is answered with the whole, as is allowed."""


class ByteRange(NamedTuple):
    """Bytes from `start` to before `stop`."""

    start: int
    stop: int

    def content_range(self, size: int) -> str:
        """Return the value of `Content-Range` for it, of a file of that size."""
        return f"bytes {self.start}-{self.stop - 1}/{size}"


def range_asked(request: HttpRequest, etag: str, size: int) -> ByteRange | None:
    """Return the part of a file that a request asks for; None for the whole.

    Raises the problem of a range that begins behind the end. `If-Range` must be this very ETag: of a file that is
    another by now the whole is sent.
    """
    asked = _ONE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first:
        return _last_bytes(last, size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise _not_satisfiable(size)
    return ByteRange(int(first), min(int(last) + 1, size) if last else size)


def _last_bytes(number: str, size: int) -> ByteRange | None:
    if not number:
        return None
    if not int(number) or not size:
        raise _not_satisfiable(size)
    return ByteRange(max(size - int(number), 0), size)


def _not_satisfiable(size: int) -> ApiProblem:
    sentence = f"The file has {size:,} bytes, and the range begins behind them."
    return ApiProblem("range-not-satisfiable", sentence, {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
