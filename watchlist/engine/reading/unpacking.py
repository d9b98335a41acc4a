"""Compressed texts: a file that ends in .gz, or standard input that begins as one does."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Final

from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.texts import gettext_lazy as _

SUFFIX: Final = ".gz"
SIGNATURE: Final = b"\x1f\x8b"
LONGEST: Final = 2 * 1024**3
"""Bytes that a text is unpacked to: ten million lines have fewer, and a few packed bytes can state any number."""


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
