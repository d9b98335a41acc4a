"""A file of results as it is sent: whole or the range asked for, under a strong ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, NamedTuple, Self

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from rest_framework.request import Request

from watchlist.api.byte_ranges import ByteRange, range_asked
from watchlist.results import MEDIA_TYPES


class ServedFile(NamedTuple):
    """A file: the id that it is of, its format, length and hash, and what gives its bytes from a place to another."""

    key: str
    format: str
    size: int
    sha256: str
    pieces: Callable[[int, int], Iterable[bytes]]

    @classmethod
    def of_bytes(cls, key: str, name: str, content: bytes) -> Self:
        """Return bytes that are there as such a file."""
        digest = hashlib.sha256(content).hexdigest()
        return cls(key, name, len(content), digest, lambda start, stop: [content[start:stop]])


def file_answer(request: Request, file: ServedFile) -> HttpResponseBase:
    """Return the file or the range of it that a request asks for; 304, 412 and 416 as they are due."""
    etag = f'"{file.sha256}"'
    # Before the range, as RFC 9110 orders them: who has the file is sent nothing of it.
    unread = HttpResponse(headers={"ETag": etag})
    conditional = get_conditional_response(request, etag=etag, response=unread)
    if conditional is not None and conditional is not unread:
        return conditional
    part = range_asked(request, etag, file.size)
    sent = part or ByteRange(0, file.size)
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Content-Length": str(sent.stop - sent.start),
        "Content-Disposition": f'attachment; filename="{file.key}.{file.format}"',
        **({"Content-Range": sent.content_range(file.size)} if part else {}),
    }
    options: dict[str, Any] = {
        "status": HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK,
        "content_type": MEDIA_TYPES[file.format],
        "headers": headers,
    }
    if request.method == "HEAD":
        return HttpResponse(**options)
    return StreamingHttpResponse(file.pieces(sent.start, sent.stop), **options)
