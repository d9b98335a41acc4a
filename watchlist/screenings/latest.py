"""Which screening of a shipment counts: the last that was done, now or by an instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from watchlist.engine.decision import shipment_key
from watchlist.screenings.inserting import batches
from watchlist.screenings.models import Screening


def latest_screenings(shipments: Iterable[tuple[str, str]], known_at: datetime | None = None) -> dict[str, UUID]:
    """Return the last screening that was done of each shipment (a reference and a hash), by the key of the shipment."""
    pairs = set(shipments)
    named = sorted({reference for reference, _ in pairs} - {""})
    hashed = sorted({sha256 for reference, sha256 in pairs if not reference})
    wanted = [Q(manifest__reference__in=batch) for batch in batches(named)]
    wanted += [Q(manifest__reference="", manifest__sha256__in=batch) for batch in batches(hashed)]
    latest: dict[str, UUID] = {}
    for these in wanted:
        made = Screening.objects.done(known_at).filter(these).order_by("made_at", "pk")
        for pk, *shipment in made.values_list("pk", "manifest__reference", "manifest__sha256"):
            latest[shipment_key(*shipment)] = pk
    return latest
