"""The bytes of a file of results: put away in deflated pieces, and read from any place on."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from watchlist.results.models import ResultsFile, ResultsPart

PIECE: Final = 1024 * 1024
"""Bytes of a piece before it is deflated."""
LEVEL: Final = 1
"""Of the compression: JSON shrinks to a tenth at the first, and little more at others."""


class MeasuredBytes(NamedTuple):
    """How many bytes a file has, and their hash."""

    size: int
    sha256: str


def measured(content: IO[bytes]) -> MeasuredBytes:
    """Return how many bytes a file has, with their hash."""
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(content):
        digest.update(piece)
        size += len(piece)
    return MeasuredBytes(size, digest.hexdigest())


def keep_pieces(row: ResultsFile, content: IO[bytes]) -> None:
    """Put the bytes of a file away, in the transaction of who calls."""
    for number, piece in enumerate(_pieces(content)):
        ResultsPart.objects.create(file=row, number=number, content=zlib.compress(piece, LEVEL))


def pieces_of(row: ResultsFile, start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes of a built file from `start` to before `stop`; one piece is read at a time."""
    at = start
    while at < stop:
        number, skipped = divmod(at, PIECE)
        content = ResultsPart.objects.values_list("content", flat=True).get(file=row, number=number)
        piece = zlib.decompress(content)[skipped : skipped + stop - at]
        yield piece
        at += len(piece)


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    content.seek(0)
    return iter(lambda: content.read(PIECE), b"")
