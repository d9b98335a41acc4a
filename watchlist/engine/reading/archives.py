"""Archives and compressed texts of strangers: what one unpacks to is known before, and is no more than it states.

The directory of an archive states the length of each part, and anybody may write another: a reader that trusts it
unpacks gigabytes.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from typing import Final

from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.texts import gettext_lazy as _

PACKED_SUFFIX: Final = ".gz"
PACKED_SIGNATURE: Final = b"\x1f\x8b"
"""By which a compressed text is known: a file by its name, standard input by how it begins."""
LONGEST: Final = 2 * 1024**3
"""Bytes that a text is unpacked to: ten million lines have fewer, and a few packed bytes can state any number."""

BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What is raised for a damaged archive; a locked part is a RuntimeError."""
PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""What office documents are packed by; the others unpack a few bytes to more, and with other errors."""


class BrokenArchive(ValueError):
    """The bytes are no archive, or one that is damaged, locked, packed in an unusual way, or larger than it states."""


class Archive:
    """The parts of an archive by name, and how many bytes they state to be. Raises BrokenArchive, wherever it is read.

    Nothing is unpacked before it is asked for, and then in memory: who asks looks at `size` first.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise BrokenArchive(str(error)) from error
        self._parts = self._archive.infolist()
        if any(part.compress_type not in PACKINGS for part in self._parts):
            raise BrokenArchive("a part is packed in an unusual way")
        self.names = tuple(part.filename for part in self._parts)
        self.size = sum(part.file_size for part in self._parts)

    def __iter__(self) -> Iterator[bytes]:
        """Yield every part, two of one name too: another reader may take either."""
        return map(self._unpacked, self._parts)

    def read(self, name: str) -> bytes:
        """Return a part; b"" where there is none of that name."""
        found = [part for part in self._parts if part.filename == name]
        return self._unpacked(found[-1]) if found else b""

    def stated(self, name: str) -> int:
        """Return how many bytes a part states to be."""
        return max((part.file_size for part in self._parts if part.filename == name), default=0)

    def _unpacked(self, part: zipfile.ZipInfo) -> bytes:
        # One byte more than it states is asked for: a checksum may be that of the beginning.
        more = copy(part)
        more.file_size += 1
        try:
            with self._archive.open(more) as stream:
                unpacked = stream.read(more.file_size)
        except BROKEN as error:
            raise BrokenArchive(str(error)) from error
        if len(unpacked) != part.file_size:
            raise BrokenArchive("a part is not as long as it states")
        return unpacked


def unpacked(data: bytes) -> bytes:
    """Return the text that bytes are compressed from; raises ManifestError."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            text = packed.read(LONGEST + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise ManifestError(
            _("it cannot be unpacked (%(why)s); compress it again, or send it as it is"), why=error
        ) from error
    if len(text) > LONGEST:
        raise ManifestError(_("it unpacks to more than is read at once; divide it"))
    return text
