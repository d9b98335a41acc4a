"""Files whose columns an officer has yet to choose: kept with their question, for one hour, and nowhere else.

A row of the database, so that any process of the service can go on with it, and so that it goes in the transaction
that stores the screening. It is nobody's record: keeping and dropping one leaves nothing in the trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from watchlist.audit import canonical
from watchlist.manifests.models import ManifestDraft

LIFETIME = timedelta(hours=1)


@transaction.atomic
def keep_draft(
    *, source: str, original: bytes, question: Mapping[str, Any], owner: str, reference: str = ""
) -> ManifestDraft:
    """Keep a file until its officer has said how it is to be read, and drop those that nobody came back to."""
    now = datetime.now(UTC)
    ManifestDraft.objects.filter(kept_at__lte=now - LIFETIME).delete()
    return ManifestDraft.objects.create(
        owner=owner, source=source, original=original, asked=canonical(question), reference=reference, kept_at=now
    )


def kept_draft(key: UUID, owner: str) -> ManifestDraft | None:
    """Return a draft to whom it belongs; None where there is none, or none any more."""
    alive = datetime.now(UTC) - LIFETIME
    return ManifestDraft.objects.filter(pk=key, owner=owner, kept_at__gt=alive).first()


def drop_draft(*, draft: ManifestDraft) -> bool:
    """Drop a draft, and say whether it was still there."""
    dropped, _ = ManifestDraft.objects.filter(pk=draft.pk).delete()
    return bool(dropped)
