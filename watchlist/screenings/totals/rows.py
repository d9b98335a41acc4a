"""The row of a total as the engine takes it."""

from __future__ import annotations

from watchlist.engine.decision import MeasuredQuantity
from watchlist.engine.vocabulary import LeftOut
from watchlist.screenings.party_totals import movement_of
from watchlist.screenings.totals.listing import RowTotal
from watchlist.screenings.totals.models import PartyTotal


def row_total(row: PartyTotal, party: str, quantity: MeasuredQuantity) -> RowTotal:
    """Return a row as a total of the party that has this key, and of a quantity that was read."""
    return RowTotal(
        party=party,
        role=row.role,
        is_alone=row.is_alone,
        substance=row.substance_key,
        certainty=row.certainty,
        movement=movement_of(row.movement),
        quantity=quantity,
        parcels=row.parcels,
        left_out=LeftOut(row.left_out) if row.left_out else None,
        row=row.pk,
    )
