"""The bytes of a file that is read: held, or on a disk, where a long one is read a block at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Final

BLOCK: Final = 64 * 1024
"""Bytes that are read at once."""

FileBytes = bytes | IO[bytes]
"""All bytes of a file, or an open one whose place can be set."""


def opened(data: FileBytes) -> IO[bytes]:
    """Return a file with these bytes."""
    return BytesIO(data) if isinstance(data, bytes) else data


def whole(data: FileBytes) -> bytes:
    """Return all bytes of a file."""
    return data if isinstance(data, bytes) else b"".join(blocks(data))


def head(data: FileBytes, size: int) -> bytes:
    """Return the first bytes of a file."""
    file = opened(data)
    file.seek(0)
    return file.read(size)


def blocks(file: IO[bytes], start: int = 0) -> Iterator[bytes]:
    """Yield the bytes of a file from a place on, some at a time; others may read it meanwhile."""
    at = start
    while True:
        file.seek(at)
        block = file.read(BLOCK)
        if not block:
            return
        at += len(block)
        yield block


def sha256_of_file(data: FileBytes) -> str:
    """Return the hash of the bytes of a file."""
    digest = hashlib.sha256()
    for block in blocks(opened(data)):
        digest.update(block)
    return digest.hexdigest()
