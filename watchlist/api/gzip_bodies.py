"""Bodies that come compressed (`Content-Encoding: gzip`), written out before anything reads them.

They go to a file once they are long, so that a small body which stands for a large one takes no memory; and they are
refused as soon as there is more of them than the address reads of any body.
"""

from __future__ import annotations

import gzip
import zlib
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from django.conf import settings
from rest_framework.request import Request

from watchlist.api.problems import ApiProblem

GZIP: Final = frozenset({"gzip", "x-gzip"})
AS_IT_IS: Final = frozenset({"", "identity"})
PIECE: Final = 64 * 1024
IN_MEMORY: Final = 1024 * 1024


def write_out(request: Request, limit: str) -> None:
    """Put what a compressed body stands for in its place; `limit` is the setting that says how long it may be.

    Raises the problem of a body that is too long, that is not whole, or compressed otherwise.
    """
    encoding = request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if encoding in AS_IT_IS:
        return
    if encoding not in GZIP:
        raise ApiProblem("body-not-readable", "Send the body as it is, or compressed by gzip.")
    call: Any = request._request
    written, length = _written_out(call, getattr(settings, limit))
    # From here on the call is as if it had come so: Django reads its body from this stream, and looks at its length.
    call._stream, call._read_started = written, False
    call.META.update(CONTENT_LENGTH=str(length), HTTP_CONTENT_ENCODING="identity")


def _written_out(packed: Any, most: int) -> tuple[Any, int]:
    """Return the file of what a stream of gzip stands for, at its beginning, and how long it is."""
    if int(packed.META.get("CONTENT_LENGTH") or 0) > most:
        raise _too_large(most)
    written, length = SpooledTemporaryFile(IN_MEMORY), 0  # noqa: SIM115 - whoever reads the call closes it
    try:
        with gzip.GzipFile(fileobj=packed) as unpacked:
            while piece := unpacked.read(PIECE):
                length += len(piece)
                if length > most:
                    raise _too_large(most)
                written.write(piece)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ApiProblem("body-not-readable", "The body is no gzip, or ends before its end.") from error
    written.seek(0)
    return written, length


def _too_large(most: int) -> ApiProblem:
    return ApiProblem("body-too-large", f"A body has at most {most:,} bytes here, once it is written out.")
