"""What was packed for the way is unpacked, within bounds: a small answer may say that it is a very large one."""

from __future__ import annotations

import zlib
from typing import Final

from watchlist.list_updates.errors import NotReached, NotTheDocument

GZIP: Final = 31
"""The window of zlib that reads gzip, its header and check included."""


def unpacked(packed: bytes, packing: str, most_bytes: int) -> bytes:
    """Return what an answer of a `Content-Encoding` holds, at most so many bytes.

    Raises `NotTheDocument` for more, or a packing that was not asked for, and `NotReached` where it ends early.
    """
    if packing in {"", "identity"}:
        return packed
    if packing not in {"gzip", "x-gzip"}:
        raise NotTheDocument(f"the answer is packed by {packing[:40]!r}, which was not asked for.")
    try:
        return _gunzipped(packed, most_bytes)
    except zlib.error as error:
        raise NotReached("the answer was damaged on its way: it is no gzip.") from error


def _gunzipped(packed: bytes, most_bytes: int) -> bytes:
    content = bytearray()
    while True:
        member = zlib.decompressobj(GZIP)
        content += member.decompress(packed, most_bytes - len(content) + 1)
        if len(content) > most_bytes:
            raise NotTheDocument(f"the answer is larger than {most_bytes:,} bytes, unpacked.")
        if not member.eof:
            raise NotReached("the answer ended early: its gzip is cut off.")
        packed = member.unused_data  # of the next: RFC 1952 lets a gzip have several
        if not packed:
            return bytes(content)
