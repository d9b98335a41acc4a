"""What materials contain, as known at a tick: the rows of constituents, compiled."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from watchlist.engine.law.constituents import CompiledConstituent, read_share, with_inner_parts
from watchlist.substances.models import Constituent


def constituents_known_at(tick: datetime) -> dict[str, tuple[CompiledConstituent, ...]]:
    """Return what each material contains, by its key, and what is within that."""
    direct: defaultdict[str, list[CompiledConstituent]] = defaultdict(list)
    rows = Constituent.objects.known_at(tick).select_related("substance").order_by("contains", "pk")
    for row in rows:
        direct[row.substance.key].append(
            CompiledConstituent(
                row.contains,
                row.product_form,
                read_share(row.share_from),
                read_share(row.share_to),
                row.confidence,
                row.source,
            )
        )
    return with_inner_parts(direct)
