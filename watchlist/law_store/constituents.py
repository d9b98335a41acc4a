"""What materials contain, as known at a tick: the rows of constituents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from watchlist.engine.law.constituents import CompiledConstituent, read_share
from watchlist.substances.models import Constituent


def constituents_known_at(tick: datetime) -> Iterator[tuple[str, CompiledConstituent]]:
    """Yield each material, by its key, with one substance that it contains, in the order of their recording."""
    for row in Constituent.objects.known_at(tick).select_related("substance").order_by("pk"):
        low, high = read_share(row.share_from), read_share(row.share_to)
        yield (
            row.substance.key,
            CompiledConstituent(row.contains, row.product_form, low, high, row.confidence, row.source),
        )
