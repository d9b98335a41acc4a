"""The archive: what was fetched, byte for byte, by its hash. The same bytes are one row for ever."""

from __future__ import annotations

import hashlib
import zlib
from datetime import datetime

from django.db import IntegrityError, transaction

from watchlist.list_updates.fetch import FetchedDocument
from watchlist.list_updates.models import ListSource, Publication


def archive(source: ListSource, fetched: FetchedDocument, at: datetime) -> Publication:
    """Return the publication of what was fetched: the existing row where these bytes came before, else a new one.

    Raises `ValueError` where nothing was fetched: an answer 304 has no bytes.
    """
    if fetched.content is None:
        raise ValueError(f"{fetched.address} gave nothing to archive.")
    digest = hashlib.sha256(fetched.content).hexdigest()
    existing = Publication.objects.filter(source=source, sha256=digest)
    try:
        with transaction.atomic():
            return existing.first() or Publication.objects.create(
                source=source,
                sha256=digest,
                compressed=zlib.compress(fetched.content, level=9),
                length=len(fetched.content),
                content_type=fetched.content_type,
                address=fetched.address[:1000],
                fetched_at=at,
            )
    except IntegrityError:  # another process archived the same bytes meanwhile
        return existing.get()
