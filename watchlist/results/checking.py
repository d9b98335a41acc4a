"""Files of results whose bytes are not those of their hash."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from uuid import UUID

from watchlist.results.models import ResultsFile, ResultsPart


def altered_results_files() -> Iterator[UUID]:
    """Yield each built file of which the bytes are not those of its hash, one piece read at a time."""
    for key, sha256 in ResultsFile.objects.exclude(built_at=None).order_by("pk").values_list("pk", "sha256").iterator():
        is_there = ResultsFile.objects.filter(pk=key)  # it may be dropped meanwhile
        if _sha256(key) != sha256 and is_there.exists():
            yield key


def _sha256(key: UUID) -> str | None:
    """Return the hash of the bytes of a file; None where they cannot be read."""
    digest = hashlib.sha256()
    parts = ResultsPart.objects.filter(file=key).order_by("number")
    for content in parts.values_list("content", flat=True).iterator(1):
        try:
            digest.update(zlib.decompress(content))
        except (zlib.error, TypeError):  # SQLite takes a text in a column of bytes
            return None
    return digest.hexdigest()
